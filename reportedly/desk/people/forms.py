"""Forms about people."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from reportedly.desk.access import ROLES
from reportedly.desk.people.models import User

ROLE_WORDS = {
    "viewer": "Viewer: reads",
    "analyst": "Analyst: decides on claims, uploads, exports",
    "editor": "Editor: merges, splits and publishes incidents as well",
    "administrator": "Administrator: lets people in as well",
}


class WelcomeForm(forms.ModelForm):
    """The name that will stand under one's decisions, and a password."""

    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A few words in a row are easy to keep in mind and hard to guess.",
    )
    again = forms.CharField(label="The same again", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    class Meta:
        """The name alone is the person's own to choose."""

        model = User
        fields = ("username",)
        labels = {"username": "Your name at the desk"}  # noqa: RUF012
        help_texts = {"username": "It stands under every decision of yours: letters, digits and @ . + - _"}  # noqa: RUF012

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        # Decisions stand under the name for good: once there may be any, it stays.
        if self.instance.has_usable_password():
            del self.fields["username"]

    def clean(self) -> dict[str, object]:
        """Both passwords must agree and be a good one."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "The two passwords differ.")
        elif password:
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def save(self, commit: bool = True) -> User:
        """The person with the new password, and the name if it could be chosen."""
        self.instance.set_password(self.cleaned_data["password"])
        return super().save(commit)


class NewPersonForm(forms.ModelForm):
    """A colleague to let in."""

    role = forms.ChoiceField(choices=list(ROLE_WORDS.items()), initial="analyst")

    class Meta:
        """The name alone is the person's own to choose."""

        model = User
        fields = ("username",)
        labels = {"username": "Name"}  # noqa: RUF012
        help_texts = {"username": "It stands under their decisions: letters, digits and @ . + - _"}  # noqa: RUF012


class RoleForm(forms.Form):
    """Another role for somebody, or none at all."""

    role = forms.ChoiceField(choices=[*((role, role) for role in ROLES), ("", "no access")], required=False)
