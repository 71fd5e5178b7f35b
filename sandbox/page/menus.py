"""Menus to choose from: options of the app, people, channels, and what the app offers while somebody types."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from sandbox.elements import Control, Json
from sandbox.interactions.suggestions import SHORTEST_QUERY
from sandbox.page.phrases import Phrase
from sandbox.page.surfaces import Draw, Named, Surface
from sandbox.page.tags import Words, words
from sandbox.page.writing import plain

_FILTER = "(typed, update) => { update(() => {}); emit(typed); }"
"""The list opens at once with what it has; what fits arrives when the server has found it."""

_OPTION = """
<q-item v-bind="props.itemProps" :class="{'menu-heading': props.opt.heading}" class="menu-line">
  <q-item-section>
    <q-item-label>{{ props.opt.label }}</q-item-label>
    <q-item-label v-if="props.opt.note" caption>{{ props.opt.note }}</q-item-label>
  </q-item-section>
</q-item>
"""


@dataclass(frozen=True)
class Offer:
    """One option: what it says, and what `state.values` holds once it is chosen."""

    label: str
    held: Any
    note: str = ""
    heading: bool = False


Offers = Callable[[Surface, Control], list[Offer]]


class Menu:
    """One menu, single or multiple, searched by typing."""

    def __init__(self, surface: Surface, control: Control, named: Named, offers: Offers) -> None:
        self.surface, self.control = surface, control
        self.multiple = control.type.startswith("multi_")
        self.fetched = control.type.endswith("external_select")
        self.every = offers(surface, control)
        self.element = ui.element("q-select").classes("menu")
        self.nothing = self._no_option()
        self._dress(named)
        self._offer(self.every)
        self._show(self._chosen())
        self.element.on("update:model-value", self._choose)
        self.element.on("filter", self._filter, js_handler=_FILTER)
        self.element.add_slot("option", _OPTION)

    def _dress(self, named: Named) -> None:
        reader, element = self.surface.visit.actor.reader, self.control.element
        self.element.props("outlined dense use-input options-dense behavior=menu popup-content-class=menu-list")
        self.element.props("multiple use-chips" if self.multiple else "hide-selected fill-input")
        self.element.props["input-debounce"] = 250 if self.fetched else 0
        placeholder = plain(reader, element.get("placeholder")) or self._placeholder()
        self.element.props["placeholder"] = placeholder
        self.element.props.set_optional("max-values", element.get("max_selected_items"))
        self.element.props.set_bool("clearable", self.control.is_input and self.control.optional and not self.multiple)
        attributes = self.surface.field(self.control, named)
        attributes["for"] = attributes.pop("id")
        for name, value in attributes.items():
            self.element.props.set_optional(name, value)

    def _placeholder(self) -> str:
        say = self.surface.visit.say
        if "users" in self.control.type:
            return say(Phrase.CHOOSE_PEOPLE)
        if "static" in self.control.type or self.fetched:
            return say(Phrase.CHOOSE_SEVERAL if self.multiple else Phrase.CHOOSE)
        return say(Phrase.CHOOSE_PLACE)

    def _no_option(self) -> Words:
        with self.element.add_slot("no-option"):
            return words("div", self.surface.visit.say(Phrase.NOTHING_FOUND), "menu-empty")

    def _offer(self, offers: list[Offer]) -> None:
        self.offered = offers
        self.element.props["options"] = [
            {
                "value": number,
                "label": offer.label,
                "note": offer.note,
                "heading": offer.heading,
                "disable": offer.heading,
            }
            for number, offer in enumerate(offers)
        ]

    def _chosen(self) -> list[Offer]:
        held = self.surface.value(self.control)
        values = held if self.multiple else [held]
        known = {_identity(offer.held): offer for offer in self.every}
        reader = self.surface.visit.actor.reader
        found = [known.get(_identity(value)) or _offer_of(reader, value) for value in values or [] if value is not None]
        return [offer for offer in found if offer]

    def _show(self, chosen: list[Offer]) -> None:
        self.chosen = chosen
        shown = [{"value": _identity(offer.held), "label": offer.label} for offer in chosen]
        self.element.props["model-value"] = shown if self.multiple else next(iter(shown), None)

    async def _choose(self, event: Any) -> None:
        picked = event.args if self.multiple else [event.args]
        kept = {_identity(offer.held): offer for offer in self.chosen}
        chosen = [
            self.offered[one["value"]] if isinstance(one["value"], int) else kept[one["value"]]
            for one in picked or []
            if one
        ]
        self._show(list({_identity(offer.held): offer for offer in chosen}.values()))
        values = [offer.held for offer in self.chosen]
        await self.surface.put(self.control, values if self.multiple else next(iter(values), None))

    async def _filter(self, event: Any) -> None:
        typed = str(event.args or "")
        if self.fetched:
            await self._fetch(typed)
        else:
            self._offer([offer for offer in self.every if typed.casefold() in offer.label.casefold()])

    async def _fetch(self, typed: str) -> None:
        shortest = self.control.element.get("min_query_length", SHORTEST_QUERY)
        say, reader = self.surface.visit.say, self.surface.visit.actor.reader
        if len(typed) < shortest:
            self.nothing.text = say(Phrase.TYPE_MORE, count=shortest)
            self._offer([])
            return
        self.nothing.text = say(Phrase.NOTHING_FOUND)
        offers = [_offer_of(reader, option) for option in await self.surface.offered(self.control, typed)]
        self._offer([offer for offer in offers if offer])


def _identity(held: Any) -> str:
    return f"={held['value']}" if isinstance(held, dict) else f"={held}"


def _offer_of(reader: Any, option: Any) -> Offer | None:
    if not isinstance(option, dict):
        return None
    held = {key: option[key] for key in ("text", "value", "description") if key in option}
    return Offer(plain(reader, option["text"]), held, plain(reader, option.get("description")))


def _static(surface: Surface, control: Control) -> list[Offer]:
    return list(_options(surface, control.element))


def _options(surface: Surface, element: Json) -> Iterator[Offer]:
    reader = surface.visit.actor.reader
    yield from filter(None, (_offer_of(reader, option) for option in element.get("options", [])))
    for group in element.get("option_groups", []):
        yield Offer(plain(reader, group["label"]), None, heading=True)
        yield from filter(None, (_offer_of(reader, option) for option in group["options"]))


def _nothing_yet(_surface: Surface, _control: Control) -> list[Offer]:
    return []


def _people(surface: Surface, _control: Control) -> list[Offer]:
    return [
        Offer(member.real_name, member.id, f"@{member.name}") for member in surface.visit.sandbox.workspace.humans()
    ]


def _channels(surface: Surface, _control: Control) -> list[Offer]:
    every = surface.visit.sandbox.workspace.channels.values()
    return [Offer(f"#{channel.name}", channel.id) for channel in every if channel.kind == "public"]


def _conversations(surface: Surface, control: Control) -> list[Offer]:
    visit = surface.visit
    wanted = control.element.get("filter", {}).get("include", ["public", "private", "im"])
    return [
        Offer(visit.name_of(channel), channel.id)
        for channel in visit.sandbox.workspace.channels.values()
        if channel.kind in wanted and (channel.kind == "public" or visit.actor.id in channel.members)
    ]


def _drawn_with(offers: Offers) -> Draw:
    return lambda surface, control, named: Menu(surface, control, named, offers).element


MENUS: dict[str, Draw] = {
    f"{many}{kind}": _drawn_with(offers)
    for many in ("", "multi_")
    for kind, offers in {
        "static_select": _static,
        "external_select": _nothing_yet,
        "users_select": _people,
        "channels_select": _channels,
        "conversations_select": _conversations,
    }.items()
}
