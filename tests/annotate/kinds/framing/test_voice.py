import pytest


@pytest.mark.parametrize(
    ("text", "rule", "voice", "source"),
    [
        ("The junta closed the harbour.", "junta", "own", ""),
        ("The teachers said the junta had closed the harbour.", "junta", "attributed", "The teachers"),
        ("The teachers spoke of a massacre.", "massacre", "attributed", "The teachers"),
        ("The union accused the police of a massacre.", "massacre", "attributed", "The union"),
        ("What the army calls a surgical strike killed six.", "surgical-strike", "attributed", "the army"),
        ("The strikers were described as thugs.", "thug", "attributed", ""),
        ("The mayor called the army “occupiers”.", "occupier", "quoted", "The mayor"),
        ("The general spoke of “collateral damage”.", "collateral-damage", "quoted", "The general"),
        ("The “liberated” town is empty after the battle.", "liberate", "quoted", ""),
        ("“This was genocide,” said the lawyer Ada Brenn.", "genocide", "quoted", "the lawyer Ada Brenn"),
        ("The president said the city would “remain calm” despite pressure on the regime.", "regime", "own", ""),
        ("Officials said “armed” gangs had burnt the mill.", "criminal-gang", "mixed", "Officials"),
        ("Drey was arrested and accused of “terrorism” on Friday.", "terrorism", "quoted", ""),
    ],
)
def test_whose_word_a_term_is(read, text, rule, voice, source):
    (one,) = [one for one in read(text) if one.rule == rule]
    assert (one.attributes["voice"], one.attributes["source"]) == (voice, source)


def test_where_the_source_stands_is_told(read):
    text = "🙂 The cabinet called the strikers “terrorists”."
    (one,) = [one for one in read(text) if one.rule == "terrorist"]
    assert [text[start:end] for start, end in one.spans["source"]] == ["The cabinet"]
    assert [text[start:end] for start, end in one.spans["target"]] == ["the strikers"]
    assert [text[start:end] for start, end in one.spans["term"]] == ["terrorists"]
