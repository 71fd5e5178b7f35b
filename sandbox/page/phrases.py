"""What the page itself says, in English and in French. What an app says is the app's business."""

import re
from collections.abc import Callable
from enum import Enum


class Phrase(Enum):
    """A sentence of the page: English, French."""

    ACTING_AS = ("Acting as", "Vous êtes")
    ADMIN = ("Admin", "Admin")
    APP = ("App", "Appli")
    APPS = ("Apps", "Applications")
    ARCHIVED = ("This channel is archived: nobody can write here.", "Ce canal est archivé : on ne peut plus y écrire.")
    BEGINNING = ("This is where {place} begins.", "C'est ici que commence {place}.")
    BETWEEN = ("Messages between you and {place}.", "Vos échanges avec {place}.")
    CANCEL = ("Cancel", "Annuler")
    CHANNELS = ("Channels", "Canaux")
    CHOOSE = ("Choose an option", "Choisir une option")
    CHOOSE_SEVERAL = ("Choose options", "Choisir des options")
    CHOOSE_PEOPLE = ("Choose a person", "Choisir une personne")
    CHOOSE_PLACE = ("Choose a channel", "Choisir un canal")
    CLEAR = ("Clear", "Effacer")
    CLOCK = ("Workspace time", "Heure de l'espace")
    CLOSE = ("Close", "Fermer")
    CLOSE_DIALOG = ("Close dialog", "Fermer la fenêtre")
    COPIED = ("Copied", "Copié")
    COPY = ("Copy text", "Copier le texte")
    DIRECT = ("Direct messages", "Messages privés")
    EARLIER = ("Show earlier messages", "Afficher les messages précédents")
    EDITED = ("(edited)", "(modifié)")
    FILTER = ("Filter", "Filtrer")
    FROM_APP = ("From the app", "Venu de l'application")
    HERE_NOW = ("It is now {time}", "Il est maintenant {time}")
    HOME = ("Home", "Accueil")
    HOME_EMPTY = ("{app} has published nothing here yet.", "{app} n'a encore rien publié ici.")
    JOIN = ("Join {place}", "Rejoindre {place}")
    LANGUAGE = ("English", "Français")
    MEMBERS = ("{count} members", "{count} membres")
    MEMBERS_ONE = ("1 member", "1 membre")
    MENU = ("Open the menu", "Ouvrir le menu")
    MESSAGES = ("Messages", "Messages")
    MESSAGES_IN = ("Messages in {place}", "Messages dans {place}")
    MESSAGE_ACTIONS = ("More actions", "Autres actions")
    NAVIGATION = ("Channels and apps", "Canaux et applications")
    NEW_HERE = ("unread", "non lu")
    NOBODY = ("Nobody is in this workspace yet.", "Il n'y a encore personne dans cet espace de travail.")
    NOTHING_AHEAD = ("Nothing is ahead.", "Rien n'est prévu.")
    NOTHING_FOUND = ("Nothing found", "Aucun résultat")
    NO_ANSWER = ("{app} did not answer: {fault}", "{app} n'a pas répondu : {fault}")
    NO_TRAFFIC = ("Nothing went over the wire yet.", "Rien n'a encore circulé.")
    ONE_DAY = ("+1 day", "+1 jour")
    ONE_HOUR = ("+1 hour", "+1 heure")
    ONLY_YOU = ("Only visible to you", "Visible par vous seulement")
    OPTIONAL = ("(optional)", "(facultatif)")
    PRIVATE = ("private", "privé")
    REPLIES = ("{count} replies", "{count} réponses")
    REPLIES_ONE = ("1 reply", "1 réponse")
    REPLY = ("Reply in thread", "Répondre dans le fil")
    REPLY_TO = ("Reply…", "Répondre…")
    SEND = ("Send", "Envoyer")
    SENDING = ("Sending…", "Envoi en cours…")
    SHORTCUTS = ("Shortcuts", "Raccourcis")
    SHORTCUTS_NONE = ("No app has a shortcut here.", "Aucune application n'a de raccourci ici.")
    SKIP = ("Skip to the messages", "Aller aux messages")
    SUGGESTIONS = ("Suggestions", "Suggestions")
    THREAD = ("Thread", "Fil de discussion")
    TO_APP = ("To the app", "Envoyé à l'application")
    TRAFFIC = ("Traffic", "Échanges")
    TYPE_MORE = ("Type at least {count} letters", "Tapez au moins {count} lettres")
    WRITE_TO = ("Message {place}", "Écrire dans {place}")


class Voice:
    """Says phrases in one language: French for a French locale, English otherwise."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.language = "fr" if locale.lower().startswith("fr") else "en"

    def __call__(self, phrase: Phrase, **values: object) -> str:
        english, french = phrase.value
        return str(french if self.language == "fr" else english).format(**values)

    def count(self, one: Phrase, many: Phrase, number: int) -> str:
        """`many` says the number, `one` is a phrase of its own."""
        return self(one) if number == 1 else self(many, count=number)

    def platform(self, sentence: str) -> str:
        """A sentence of the platform's own, which the workspace keeps in English."""
        if self.language != "fr":
            return sentence
        for pattern, french in _PLATFORM:
            found = pattern.fullmatch(sentence)
            if found:
                return french(found)
        return sentence


def _known(english: str, french: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]]:
    return re.compile(english), lambda found: french.format(*found.groups())


_PLATFORM = [
    _known(r"Please complete this required field\.", "Veuillez remplir ce champ."),
    _known(r"Please enter a number\.", "Veuillez entrer un nombre."),
    _known(r"Please enter a whole number\.", "Veuillez entrer un nombre entier."),
    _known(r"Please enter a number of at least (.+)\.", "Veuillez entrer un nombre d'au moins {}."),
    _known(r"Please enter a number of at most (.+)\.", "Veuillez entrer un nombre d'au plus {}."),
    _known(r"Please enter a valid email address\.", "Veuillez entrer une adresse de courriel valide."),
    _known(r"Please enter a valid URL\.", "Veuillez entrer une adresse Web valide."),
    _known(r"Please choose at most (\d+)\.", "Veuillez en choisir au plus {}."),
    _known(r"This input needs at least (\d+) characters\.", "Il faut au moins {} caractères ici."),
    _known(r"This input takes at most (\d+) characters\.", "Il faut au plus {} caractères ici."),
    _known(r"We had some trouble connecting\. Try again\?", "La connexion a échoué. Voulez-vous réessayer?"),
    _known(r"(/\S+) is not a valid command\.", "{} n'est pas une commande valide."),
    _known(r"(/\S+) is not supported in threads\. Sorry!", "{} n'est pas possible dans un fil de discussion."),
    _known(r'(.+) failed with the error "(\w+)"', "{} a échoué, avec l'erreur « {} »."),
]
