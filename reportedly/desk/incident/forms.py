"""Forms of the decisions on an incident."""

from typing import Any, get_args

from django import forms

from reportedly.model.incident import Grading


class TollForm(forms.Form):
    """What a person settles a toll on. A bound that nobody knows stays empty."""

    low = forms.IntegerField(min_value=0, required=False)
    best = forms.IntegerField(min_value=0)
    high = forms.IntegerField(min_value=0, required=False)
    reason = forms.CharField(label="Why", required=False)

    def clean(self) -> dict[str, Any]:
        """The three must rise."""
        cleaned = super().clean() or {}
        known = [cleaned[name] for name in ("low", "best", "high") if cleaned.get(name) is not None]
        if known != sorted(known):
            raise forms.ValidationError("Low, best and high must rise: low is the least, high the greatest.")
        return cleaned


class CorrectForm(forms.Form):
    """Another title or grading, in a person's words."""

    title = forms.CharField(max_length=500)
    grading = forms.ChoiceField(choices=[(grade, grade) for grade in get_args(Grading)])
    reason = forms.CharField(label="Why", required=False)
