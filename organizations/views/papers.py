"""Bylaws with their articles, and other papers of an organization."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Request, writes
from organizations.bylaws import BY_RECOGNITION
from organizations.changes import Matter
from organizations.forms.bylaws import ArticlesForm, BylawsForm
from organizations.forms.papers import PaperUpload
from organizations.models import Bylaws, Organization
from organizations.rules import may_edit
from organizations.views.finding import bylaws_for, organization_for
from records.attachments import Attachment, put_away, receive
from records.forms import attempt


@writes
def bylaws_new(request: Request, pk: int) -> HttpResponse:
    """The next version; its articles begin as those of the last one."""
    organization = organization_for(request, pk, may=may_edit)
    if request.method != "POST" and organization.must_ask_to_change(Matter.BYLAWS):
        messages.warning(request, BY_RECOGNITION)
        return redirect(organization)
    last = organization.bylaws.first()
    form = BylawsForm(request.POST or None, request.FILES or None, case=organization, today=timezone.localdate())
    articles = ArticlesForm(request.POST or None, articles=last.articles() if last else {})
    if form.sent_by(request.user) and articles.is_valid():
        facts = {"paper": form.newest, "clauses": articles.clauses(), **form.facts}
        if attempt(form, Bylaws.adopt, organization=organization, by=request.user, **facts):
            messages.success(request, "規約を入れました。")
            return redirect(organization)
    context = {"form": form, "articles": articles, "organization": organization}
    return render(request, "organizations/bylaws_new.html", context)


@writes
def bylaws_articles(request: Request, pk: int) -> HttpResponse:
    bylaws = bylaws_for(request, pk, may=may_edit)
    form = ArticlesForm(request.POST or None, articles=bylaws.articles())
    if form.is_valid() and attempt(form, bylaws.point_out, by=request.user, clauses=form.clauses()):
        messages.success(request, "規約の条を入れました。")
        return redirect(bylaws.organization)
    return render(request, "organizations/bylaws_articles.html", {"form": form, "bylaws": bylaws})


@writes
def paper_new(request: Request, pk: int) -> HttpResponse:
    organization = organization_for(request, pk, may=may_edit)
    form = PaperUpload(request.POST or None, request.FILES or None)
    if form.is_valid():
        paper = receive(organization, by=request.user, **form.cleaned_data)
        messages.success(request, f"「{paper.filename}」を付けました。")
        return redirect(organization)
    return render(request, "organizations/paper_new.html", {"form": form, "organization": organization})


@writes
def paper_remove(request: Request, pk: int, paper: int) -> HttpResponse:
    organization = organization_for(request, pk, may=may_edit)
    own = Attachment.objects.filter(
        case_type=ContentType.objects.get_for_model(Organization), case_id=organization.pk, removed_at=None
    )
    attachment = get_object_or_404(own, pk=paper)
    if request.method == "POST":
        put_away(attachment, organization, by=request.user)
        messages.success(request, f"「{attachment.filename}」を外しました。")
        return redirect(organization)
    return render(request, "organizations/paper_remove.html", {"paper": attachment, "organization": organization})
