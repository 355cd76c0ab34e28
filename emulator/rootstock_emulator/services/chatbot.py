"""Amazon Q Developer in chat applications (`chatbot`), which moto lacks: Slack and Teams channels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import AwsError
from ..routes import Call, Document, Route
from ..store import STORE


@dataclass(frozen=True)
class Channel:
    """One kind of chat channel: how its API names things."""

    path: str
    arn_part: str
    list_field: str
    names: tuple[tuple[str, str], ...]


SLACK = Channel(
    "slack-channel-configuration",
    "slack-channel",
    "SlackChannelConfigurations",
    (("SlackTeamName", "example"), ("SlackChannelName", "alerts")),
)
TEAMS = Channel(
    "ms-teams-channel-configuration",
    "microsoft-teams-channel",
    "TeamChannelConfigurations",
    (("TeamName", "example"), ("ChannelName", "alerts")),
)


def _configurations(call: Call, channel: Channel) -> dict[str, Any]:
    return STORE.section("chatbot", channel.arn_part, call.account)


def _find(call: Call, channel: Channel) -> Document:
    configuration: Document | None = _configurations(call, channel).get(call.body["ChatConfigurationArn"])
    if configuration is None:
        raise AwsError("ResourceNotFoundException", "No such chat configuration", 404)
    return configuration


def _create(call: Call, channel: Channel) -> Document:
    arn = f"arn:aws:chatbot::{call.account}:chat-configuration/{channel.arn_part}/{call.body['ConfigurationName']}"
    if arn in _configurations(call, channel):
        raise AwsError("ConflictException", "The chat configuration exists", 409)
    configuration = {**dict(channel.names), "State": "ENABLED", **call.body, "ChatConfigurationArn": arn}
    _configurations(call, channel)[arn] = configuration
    return {"ChannelConfiguration": configuration}


def _update(call: Call, channel: Channel) -> Document:
    configuration = _find(call, channel)
    configuration.update(call.body)
    return {"ChannelConfiguration": configuration}


def _delete(call: Call, channel: Channel) -> Document:
    _configurations(call, channel).pop(call.body["ChatConfigurationArn"], None)
    return {}


def _describe(call: Call, channel: Channel) -> Document:
    wanted = call.body.get("ChatConfigurationArn")
    found = [c for arn, c in _configurations(call, channel).items() if not wanted or arn == wanted]
    return {channel.list_field: found}


def _get(call: Call, channel: Channel) -> Document:
    return {"ChannelConfiguration": _find(call, channel)}


def _tags(call: Call) -> list[Document]:
    """Return the tags of a configuration of either kind, as the list that is stored."""
    for channel in (SLACK, TEAMS):
        configuration = _configurations(call, channel).get(call.body["ResourceARN"])
        if configuration is not None:
            tags: list[Document] = configuration.setdefault("Tags", [])
            return tags
    raise AwsError("ResourceNotFoundException", "No such resource", 404)


def _list_tags(call: Call) -> Document:
    return {"Tags": _tags(call)}


def _tag(call: Call) -> Document:
    new = {tag["TagKey"]: tag for tag in call.body["Tags"]}
    tags = _tags(call)
    tags[:] = [tag for tag in tags if tag["TagKey"] not in new] + list(new.values())
    return {}


def _untag(call: Call) -> Document:
    tags = _tags(call)
    tags[:] = [tag for tag in tags if tag["TagKey"] not in call.body["TagKeys"]]
    return {}


def _channel_routes(channel: Channel) -> tuple[Route, ...]:
    return (
        Route("chatbot", "POST", f"/create-{channel.path}", lambda call: _create(call, channel), 201),
        Route("chatbot", "POST", f"/update-{channel.path}", lambda call: _update(call, channel)),
        Route("chatbot", "POST", f"/delete-{channel.path}", lambda call: _delete(call, channel), 204),
    )


ROUTES: tuple[Route, ...] = (
    *_channel_routes(SLACK),
    *_channel_routes(TEAMS),
    Route("chatbot", "POST", "/describe-slack-channel-configurations", lambda call: _describe(call, SLACK)),
    Route("chatbot", "POST", "/list-ms-teams-channel-configurations", lambda call: _describe(call, TEAMS)),
    Route("chatbot", "POST", "/get-ms-teams-channel-configuration", lambda call: _get(call, TEAMS)),
    Route("chatbot", "POST", "/list-tags-for-resource", _list_tags),
    Route("chatbot", "POST", "/tag-resource", _tag),
    Route("chatbot", "POST", "/untag-resource", _untag),
)
