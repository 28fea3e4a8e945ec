from claims.importers import ArticleDraft, Problem, read


def only(name: str, data: bytes) -> ArticleDraft | Problem:
    (found,) = read(name, data)
    return found


def test_a_short_first_line_is_the_title_and_stays_in_the_text():
    draft = only("a.txt", b"Market shelled\n\nTen people died.")
    assert draft == ArticleDraft("Market shelled\n\nTen people died.", title="Market shelled", where="a.txt")


def test_a_first_sentence_is_no_title_so_the_file_names_it():
    assert only("reports/morrel.txt", b"Ten people died.\nMore.").title == "morrel"


def test_marks_of_byte_order_are_understood():
    for data in ("Ñandú €".encode("utf-8-sig"), "Ñandú €".encode("utf-16")):
        assert only("a.txt", data).text == "Ñandú €"


def test_what_is_not_utf8_is_told_with_its_line():
    problem = only("a.txt", b"first\nsecond \xe9\n")
    assert isinstance(problem, Problem)
    assert "line 2" in problem.sentence
    assert "UTF-8" in problem.sentence


def test_a_binary_file_is_refused():
    assert "NUL" in only("a.txt", b"a\x00b").sentence


def test_an_unknown_ending_says_which_are_known():
    problem = only("a.pdf", b"")
    assert problem == Problem("a.pdf", 0, "Files of this kind cannot be read. Give one that ends in: .txt, .jsonl.")
