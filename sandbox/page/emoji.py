"""The emoji that apps and people write by name. Others stay as they were typed."""

import re

_NAME = re.compile(r":([a-z0-9_+-]+):")

EMOJI = {
    "+1": "👍",
    "-1": "👎",
    "alarm_clock": "⏰",
    "bell": "🔔",
    "blue_heart": "💙",
    "bulb": "💡",
    "busts_in_silhouette": "👥",
    "calendar": "📅",
    "clap": "👏",
    "clipboard": "📋",
    "coffee": "☕",
    "computer": "💻",
    "eyes": "👀",
    "fire": "🔥",
    "fr": "🇫🇷",
    "green_heart": "💚",
    "handshake": "🤝",
    "heart": "❤️",
    "heavy_check_mark": "✔️",
    "hourglass_flowing_sand": "⏳",
    "house": "🏠",
    "information_source": "ℹ️",
    "link": "🔗",
    "lock": "🔒",
    "maple_leaf": "🍁",
    "mag": "🔍",
    "mega": "📣",
    "memo": "📝",
    "no_entry": "⛔",
    "page_facing_up": "📄",
    "point_right": "👉",
    "pray": "🙏",
    "pushpin": "📌",
    "question": "❓",
    "raised_hands": "🙌",
    "red_circle": "🔴",
    "rocket": "🚀",
    "round_pushpin": "📍",
    "seedling": "🌱",
    "slightly_smiling_face": "🙂",
    "smile": "😄",
    "sparkles": "✨",
    "star": "⭐",
    "tada": "🎉",
    "thumbsup": "👍",
    "warning": "⚠️",
    "wave": "👋",
    "white_check_mark": "✅",
    "x": "❌",
}


def with_emoji(text: str) -> str:
    """`:tada:` as 🎉."""
    return _NAME.sub(lambda found: EMOJI.get(found.group(1), found.group(0)), text)
