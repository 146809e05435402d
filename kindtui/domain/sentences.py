"""Sentences from pieces that a person typed: a plan, its time or occasion, and a name.

Any words have to read well. Where the pieces are not known to fit, a colon stands between them.
"""

import re

from kindtui.domain.text import first_line, one_line

SOMEONE = "someone"
TODAY = "Today"
MAX_NAME_WORDS = 8

# Words that a time or an occasion can begin with and be followed by "I'll".
_CUE_OPENERS = frozenset({
    "about", "after", "afterwards", "any", "anytime", "around", "as", "at", "because", "before", "beforehand",
    "between", "beyond", "by", "during", "each", "early", "every", "finally", "first", "following", "from",
    "if", "immediately", "in", "inside", "instead", "just", "last", "late", "later", "maybe", "near", "next",
    "now", "on", "once", "outside", "over", "past", "perhaps", "right", "since", "someday", "sometime",
    "soon", "straight", "then", "this", "throughout", "till", "today", "tomorrow", "tonight", "towards",
    "under", "until", "upon", "when", "whenever", "where", "wherever", "while", "with", "within",
})  # fmt: skip
_CUE_OPENERS_AFTER_THE = frozenset({
    "day", "first", "minute", "moment", "next", "second", "time",
})  # fmt: skip
_CLAUSE_OPENERS = frozenset({
    "he", "he's", "i", "i'd", "i'm", "i've", "it", "it's", "she", "she's", "they", "they're", "they've", "we",
    "we're", "we've", "you", "you're",
})  # fmt: skip
_TIMES_AT = frozenset({
    "bedtime", "breakfast", "dawn", "dinner", "dinnertime", "dusk", "home", "lunch", "lunchtime", "midday",
    "midnight", "night", "noon", "school", "sunrise", "sunset", "supper", "tea", "teatime", "work",
})  # fmt: skip
_PARTS_OF_DAY = frozenset({
    "afternoon", "evening", "morning",
})  # fmt: skip
_WEEKDAYS = frozenset({
    "friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday",
})  # fmt: skip
_NO_CUES = frozenset(
    {
        "today", "whenever", "any time", "anytime", "idk", "dunno", "not sure", "no idea", "don't know",
        "i don't know", "n/a", "tbd", "none", "no", "nothing", "maybe", "unsure",
    }
)  # fmt: skip
_HOUR = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2}(?:[:.h][0-9]{2})?|[0-9]{4})"
)
_CLOCK_TIME = (
    rf"(?:(?:half|quarter|five|ten|twenty)(?: past| to)? )?{_HOUR}"
    r"(?:(?: ?|-)(?:am|pm|a\.m|p\.m|o'clock|hrs|ish)| (?:fifteen|thirty|forty-five))?"
)

# Answers to "who?" that name nobody, on their own or with more words after them.
_NOBODY = (
    "any", "anybody", "anyone", "don't know", "dont know", "dunno", "i", "i'd", "i'll", "i'm", "i've", "idk",
    "me", "myself", "n/a", "no", "no idea", "no one", "no-one", "nobody", "none", "noone", "not", "nothing",
    "self", "somebody", "someone", "tbd", "undecided", "unsure", "whoever",
    "niemand", "keine", "keiner", "weiß nicht", "weiss nicht", "ich", "mich", "mir", "personne", "aucun",
    "aucune", "je", "moi", "nadie", "no sé", "ninguém", "ninguem", "não sei", "nessuno", "non so", "ingen",
    "nikdo", "nevím", "nikt", "nie wiem", "никто", "не знаю", "я", "わからない", "不知道", "没有人",
    # a time rather than a person
    "after", "at", "before", "during", "in", "later", "now", "on", "this", "today", "tomorrow", "tonight",
    "until", "when", "while", "nach", "um", "vor", "après", "avant", "después", "antes",
)  # fmt: skip
_PRONOUNS = frozenset({
    "he", "her", "herself", "him", "himself", "she", "them", "themselves", "they", "us", "we", "you",
})  # fmt: skip
_HEDGES = ("maybe ", "perhaps ", "probably ")
_LOWER_CASE_OPENERS = frozenset({
    "a", "all", "an", "both", "each", "every", "everybody", "everyone", "my", "our", "people", "some", "the",
    "their",
})  # fmt: skip
_NOBODY_IN_PARTICULAR = _PRONOUNS.union(_NOBODY, _LOWER_CASE_OPENERS)

# Words that a plan can begin with and follow "I'll".
_VERBS = frozenset({
    "accept", "add", "admire", "admit", "allow", "answer", "apologise", "apologize", "appreciate", "arrange",
    "ask", "avoid", "bag", "bake", "be", "begin", "book", "breathe", "bring", "buy", "call", "carry",
    "celebrate", "change", "chat", "check", "cheer", "choose", "clean", "clear", "collect", "comfort",
    "compliment", "congratulate", "cook", "count", "cut", "decline", "describe", "dig", "do", "donate",
    "draw", "drink", "drive", "drop", "eat", "email", "encourage", "end", "enjoy", "explain", "feed", "fetch",
    "fill", "find", "finish", "fix", "fold", "forgive", "gently", "get", "give", "go", "greet", "hang",
    "have", "hear", "help", "hold", "hug", "include", "introduce", "invite", "join", "just", "keep", "kindly",
    "laugh", "lay", "learn", "leave", "lend", "let", "lift", "light", "listen", "look", "make", "meet",
    "mend", "message", "move", "not", "notice", "offer", "only", "open", "paint", "pass", "pause", "pay",
    "phone", "pick", "picture", "plan", "play", "praise", "pray", "prepare", "put", "quietly", "read",
    "really", "recommend", "remember", "remind", "remove", "repair", "reply", "report", "rest", "return",
    "ring", "run", "say", "search", "see", "sell", "send", "serve", "set", "share", "show", "sign",
    "silently", "simply", "sing", "sit", "skip", "sleep", "slow", "smile", "sort", "speak", "spend", "stand",
    "start", "stay", "step", "stop", "swap", "sweep", "take", "talk", "teach", "tell", "text", "thank",
    "think", "tidy", "try", "turn", "type", "update", "use", "visit", "volunteer", "wait", "wake",
    "walk", "wash", "watch", "water", "wave", "welcome", "wish", "work", "wrap", "write",
})  # fmt: skip
_PLAN_LEADS = ("today ", "i'll ", "i will ", "i ", "to ")


def plan_sentence(text: str, when: str, *, follows_i: bool = False) -> str:
    """Return a plan as one sentence: "After lunch, I'll text Sam.", or "Today I'll text Sam.".

    Words that do not follow "I'll" stand after a colon.

    Args:
        text: What to do.
        when: The time or occasion; it may be empty.
        follows_i: Whether the text is known to follow "I", as that of every suggestion is.
    """
    cue, joint = _cue(one_line(when))
    plan = first_line(text)
    if not follows_i and (verb_phrase := _verb_phrase(plan)):
        plan, follows_i = verb_phrase, True
    if not follows_i:
        return _ended(f"{cue}: {plan}")
    return _ended(f"{cue}{joint} I'll {plan}")


def addressee(who: str) -> str:
    """Return a name as it stands within a sentence; empty where the answer to "who?" names nobody."""
    name = one_line(who).rstrip(" .,;:!?…")
    folded = _folded(name)
    for hedge in _HEDGES:
        if folded.startswith(hedge):
            name, folded = name[len(hedge) :], folded[len(hedge) :]
    names_nobody = folded in _PRONOUNS or any(
        folded == answer or folded.startswith(f"{answer} ") for answer in _NOBODY
    )
    if names_nobody or len(name.split()) > MAX_NAME_WORDS or not any(map(str.isalpha, name)):
        return ""
    first, *rest = name.split(" ")
    return " ".join([first.lower(), *rest]) if first.lower() in _LOWER_CASE_OPENERS else name


def is_about_nobody(who: str) -> bool:
    """Return whether an answer to "who?" is no more than one of those that name nobody in particular."""
    folded = _folded(one_line(who).rstrip(" .,;:!?…"))
    return folded in _NOBODY_IN_PARTICULAR


def is_symbol(text: str) -> bool:
    """Return whether the text says something without a letter or a digit, as an emoji does."""
    return bool(text) and not any(map(str.isalnum, text)) and max(map(ord, text)) > ord("\u2190")


def without_opener(name: str) -> tuple[str, str]:
    """Return a name in two parts: a first word such as "my" or "the", if it has one, and the rest."""
    first, _, rest = name.partition(" ")
    return (first, rest) if rest and first.lower() in _LOWER_CASE_OPENERS else ("", name)


def with_name(plan: str, who: str) -> str:
    """Return a plan with a name for `{who}`, or with "someone" where the answer to "who?" names nobody."""
    if name := addressee(who):
        return re.sub(r"\{who\}('s)?", lambda found: possessive(name) if found[1] else name, plan)
    plan = re.sub(r"\{who\}'s(?=$|[.,;:!?])", f"{SOMEONE} else's", plan)
    return plan.replace("{who}, who", f"{SOMEONE} who").replace("{who}", SOMEONE)


def possessive(name: str) -> str:
    """Return the form of a name in front of what is somebody's: "Sam's", "my parents'"."""
    is_plural = name.split(" ")[0] in _LOWER_CASE_OPENERS and re.search(r"[^s]s$", name)
    return f"{name}'" if is_plural else f"{name}'s"


def _cue(when: str) -> tuple[str, str]:
    """Return how a sentence begins with a time or occasion, and what stands between it and "I'll"."""
    when = when.rstrip(" .,;:!?…")
    stripped = re.sub(r"^(?:(?:if|when) )?(?:it is|it's|it’s) ", "", when, flags=re.IGNORECASE)
    for candidate in dict.fromkeys((stripped, when)):
        if cue := _known_cue(candidate):
            return cue
    if not any(map(str.isalnum, when)) and not is_symbol(when):
        return TODAY, ""
    return _capitalized(when), ":"


def _known_cue(when: str) -> tuple[str, str] | None:
    """Return the same for a time or occasion of a known form."""
    folded = _folded(when)
    first, *rest = folded.split() or [""]
    cue = _capitalized(when)
    if folded in _NO_CUES:
        return TODAY, ""
    if folded in _TIMES_AT or re.fullmatch(_CLOCK_TIME, folded):
        cue = f"At {when}"
    elif folded.removeprefix("the ") in _PARTS_OF_DAY:
        cue = f"In the {folded.removeprefix('the ')}"
    elif folded.removeprefix("the ") == "weekend":
        cue = "At the weekend"
    elif first in _WEEKDAYS and (not rest or rest[0] in {*_PARTS_OF_DAY, "night"}):
        cue = f"On {cue}"
    elif first in _CLAUSE_OPENERS and rest:
        cue = f"When {when if first.startswith('i') and first[:2] != 'it' else _uncapitalized(when)}"
    elif first not in _CUE_OPENERS and not (first == "the" and rest and rest[0] in _CUE_OPENERS_AFTER_THE):
        return None
    return cue, ","


def _verb_phrase(plan: str) -> str:
    """Return a plan so that it follows "I'll"; empty if its first word is no verb."""
    for lead in _PLAN_LEADS:
        if _folded(plan).startswith(lead):
            plan = plan[len(lead) :]
    first, space, rest = plan.partition(" ")
    is_verb = _folded(first).rstrip(":,") in _VERBS
    return f"{first.lower()}{space}{rest}" if is_verb else ""


def _ended(sentence: str) -> str:
    if sentence.endswith(("!", "?", "…", "...")):
        return sentence
    return f"{sentence.rstrip('.')}."


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


def _capitalized(text: str) -> str:
    capital = text[:1].upper()
    return capital + text[1:] if len(capital) == 1 else text


def _uncapitalized(text: str) -> str:
    return text[:1].lower() + text[1:]
