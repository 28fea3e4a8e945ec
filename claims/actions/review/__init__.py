"""What a reviewer can do, in the order of the buttons. A new action is a file here and a line below."""

from claims.actions.review.action import ReviewAction
from claims.actions.review.add_missed import AddMissed
from claims.actions.review.confirm import Confirm
from claims.actions.review.confirm_rest import ConfirmRest
from claims.actions.review.correct import Correct
from claims.actions.review.reject import Reject
from claims.actions.review.skip import Skip
from claims.actions.review.undo import Redo, Undo

REVIEW_ACTIONS: tuple[ReviewAction, ...] = (
    Confirm(),
    Correct(),
    Reject(),
    Skip(),
    ConfirmRest(),
    AddMissed(),
    Undo(),
    Redo(),
)
BY_NAME: dict[str, ReviewAction] = {action.name: action for action in REVIEW_ACTIONS}

__all__ = ["BY_NAME", "REVIEW_ACTIONS", "ReviewAction"]
