"""Questions about a posting: the dialog, what stands in the card's thread, and what its organizers read."""

from bot.marketplace.questions import LONGEST, UNNAMED, Where
from bot.messages.form import Field, Form, Remark, SomeOf, Words
from bot.messages.message import Button, ChannelName, Code, Message, Note, Paragraph, Prose, Text, lines
from bot.messages.postings import details_button, named
from bot.messages.voice import Voice
from db.models import Opportunity, Question


def ask_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Ask a question about #{number}", number=str(number))
    return Button(voice.word("Ask a question"), "question.start", str(number), says=says)


def question_form(voice: Voice, where: Where) -> Form:
    """Where it goes, the question, and whether with a name; where nobody could answer the nameless, it has one."""
    posting, unnamed = named(voice, where.opportunity), list[Field]()
    if where.channel is None:
        told = voice.say("Its organizers get your question about {posting}, with your name.", posting=posting)
    else:
        told = voice.say(
            "Your question about {posting} goes into the thread of its card in {channel}, and to its organizers.",
            posting=posting,
            channel=ChannelName(where.channel.platform_id),
        )
        options = ((UNNAMED, voice.word("Ask without my name")),)
        unnamed.append(SomeOf("name", voice.word("Your name"), optional=True, options=options))
    return Form(
        name="question.sent",
        title=voice.word("Ask a question"),
        close=voice.word("Close"),
        submit=voice.word("Send"),
        parts=(Remark(told), Words("text", voice.word("Question"), several_lines=True, longest=LONGEST), *unnamed),
        carried={"number": str(where.opportunity.number), "channel": where.pressed},
    )


def sent(voice: Voice, where: Where) -> Text:
    if where.channel is None:
        posting = named(voice, where.opportunity)
        return voice.say("Your question was sent to the organizers of {posting}.", posting=posting)
    return voice.say(
        "Your question is on its way. Look for answers in the card's thread in {channel}.",
        channel=ChannelName(where.channel.platform_id),
    )


def asked(voice: Voice, question: Question, name: str) -> Message:
    """In the thread of the card, in the community's language. `name` is empty for who asks without it."""
    head = voice.say("{name} asks:", name=name) if name else voice.say("Somebody asks:")
    note = Note(voice.say("Anyone who knows can answer here, in the thread."))
    return Message((Paragraph(lines(head, (Prose(question.text),))), note))


def told(voice: Voice, opportunity: Opportunity, question: Question, name: str, *, posted: bool) -> Message:
    """To its organizers: the question, and where to answer. `posted`: it stands in a thread."""
    posting = named(voice, opportunity)
    if name:
        head = voice.say("{name} asks about {posting}:", name=name, posting=posting)
    else:
        head = voice.say("Somebody asks about {posting}:", posting=posting)
    if posted and question.link:
        way = voice.say("Answer in the thread: {link}", link=Prose(question.link))
    elif posted:
        way = voice.say("Answer in the thread of its card.")
    elif name:
        way = voice.say("No channel shows its card: answer them directly.")
    else:
        edit = Code(voice.phrase("/organize edit {number}", number=str(opportunity.number)))
        way = voice.say(
            "No channel shows its card any more. Put the answer into its description: {command}", command=edit
        )
    text = Paragraph(lines(head, (Prose(question.text),)))
    return Message((text, Paragraph(way))).with_button(details_button(voice, opportunity.number))
