import pytest


@pytest.fixture(scope="session")
def read():
    """Read one text with a pipeline whose finders raise their errors."""
    from annotate import pipeline

    return lambda text: next(pipeline.propose_many([text], strict=True))
