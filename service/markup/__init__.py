"""Markup that goes through translation: tags stay, text between them is translated."""

from service.markup.options import BadMarkup, Kind, MarkupOptions
from service.markup.translating import Translate, translate_markup

__all__ = ["BadMarkup", "Kind", "MarkupOptions", "Translate", "translate_markup"]
