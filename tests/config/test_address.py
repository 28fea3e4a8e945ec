import pytest


@pytest.mark.parametrize("address", ["/a%00b/", "/evidence/?q=%00", "/api/v1/evidence/?q=a%00b"])
def test_an_address_with_nul_is_refused_in_words_before_anything_reads_it(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 400
    assert "cannot be read" in answer.content.decode()


def test_other_addresses_pass(client, db):
    assert client.get("/sign-in/?next=/%20/").status_code == 200
