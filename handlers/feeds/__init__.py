"""Opportunities from outside, by feeds: fetched with care, read apart, and taken in by the rules."""
