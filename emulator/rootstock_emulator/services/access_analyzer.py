"""IAM Access Analyzer, which moto lacks: analyzers, their archive rules and tags."""

from __future__ import annotations

from typing import Any

from ..errors import AwsError
from ..routes import Call, Document, Route
from ..store import STORE
from .organizations import acts_for_organization

SERVICE_PRINCIPAL = "access-analyzer.amazonaws.com"
CREATED_AT = "2026-01-01T00:00:00Z"


def _analyzers(call: Call) -> dict[str, Any]:
    return STORE.section("access-analyzer", call.account, call.region)


def _find(call: Call, name: str) -> Document:
    analyzer: Document | None = _analyzers(call).get(name)
    if analyzer is None:
        raise AwsError("ResourceNotFoundException", f"No analyzer {name}", 404)
    return analyzer


def _find_by_arn(call: Call, arn: str) -> Document:
    return _find(call, arn.rsplit("/", 1)[-1])


def _public(analyzer: Document) -> Document:
    return {key: value for key, value in analyzer.items() if key != "rules"}


def _create(call: Call) -> Document:
    name = call.body["analyzerName"]
    if name in _analyzers(call):
        raise AwsError("ConflictException", f"Analyzer {name} exists", 409)
    if call.body["type"].startswith("ORGANIZATION") and not acts_for_organization(call.account, SERVICE_PRINCIPAL):
        raise AwsError("AccessDeniedException", "The account does not administer Access Analyzer.", 403)
    arn = f"arn:aws:access-analyzer:{call.region}:{call.account}:analyzer/{name}"
    analyzer = {"arn": arn, "name": name, "type": call.body["type"], "createdAt": CREATED_AT, "status": "ACTIVE"}
    analyzer |= {"tags": dict(call.body.get("tags") or {}), "rules": {}}
    if call.body.get("configuration"):
        analyzer["configuration"] = call.body["configuration"]
    _analyzers(call)[name] = analyzer
    for rule in call.body.get("archiveRules") or []:
        _put_rule(analyzer, rule["ruleName"], rule["filter"])
    return {"arn": arn}


def _get(call: Call) -> Document:
    return {"analyzer": _public(_find(call, call.groups[0]))}


def _list(call: Call) -> Document:
    wanted = call.request.query.get("type")
    found = [_public(a) for a in _analyzers(call).values() if not wanted or a["type"] == wanted[0]]
    return {"analyzers": found}


def _update(call: Call) -> Document:
    analyzer = _find(call, call.groups[0])
    analyzer["configuration"] = call.body.get("configuration") or {}
    return {"configuration": analyzer["configuration"]}


def _delete(call: Call) -> Document:
    _find(call, call.groups[0])
    del _analyzers(call)[call.groups[0]]
    return {}


def _put_rule(analyzer: Document, name: str, rule_filter: Document) -> None:
    rule = {"ruleName": name, "filter": rule_filter, "createdAt": CREATED_AT, "updatedAt": CREATED_AT}
    analyzer["rules"][name] = rule


def _create_rule(call: Call) -> Document:
    _put_rule(_find(call, call.groups[0]), call.body["ruleName"], call.body["filter"])
    return {}


def _update_rule(call: Call) -> Document:
    _put_rule(_find(call, call.groups[0]), call.groups[1], call.body["filter"])
    return {}


def _get_rule(call: Call) -> Document:
    rule = _find(call, call.groups[0])["rules"].get(call.groups[1])
    if rule is None:
        raise AwsError("ResourceNotFoundException", f"No archive rule {call.groups[1]}", 404)
    return {"archiveRule": rule}


def _delete_rule(call: Call) -> Document:
    _find(call, call.groups[0])["rules"].pop(call.groups[1], None)
    return {}


def _list_tags(call: Call) -> Document:
    return {"tags": _find_by_arn(call, call.groups[0])["tags"]}


def _tag(call: Call) -> Document:
    _find_by_arn(call, call.groups[0])["tags"].update(call.body["tags"])
    return {}


def _untag(call: Call) -> Document:
    tags = _find_by_arn(call, call.groups[0])["tags"]
    for key in call.request.query.get("tagKeys", []):
        tags.pop(key, None)
    return {}


ROUTES: tuple[Route, ...] = (
    Route("access-analyzer", "PUT", "/analyzer", _create),
    Route("access-analyzer", "GET", "/analyzer", _list),
    Route("access-analyzer", "GET", "/analyzer/([^/]+)", _get),
    Route("access-analyzer", "PUT", "/analyzer/([^/]+)", _update),
    Route("access-analyzer", "DELETE", "/analyzer/([^/]+)", _delete),
    Route("access-analyzer", "PUT", "/analyzer/([^/]+)/archive-rule", _create_rule),
    Route("access-analyzer", "PUT", "/analyzer/([^/]+)/archive-rule/([^/]+)", _update_rule),
    Route("access-analyzer", "GET", "/analyzer/([^/]+)/archive-rule/([^/]+)", _get_rule),
    Route("access-analyzer", "DELETE", "/analyzer/([^/]+)/archive-rule/([^/]+)", _delete_rule),
    Route("access-analyzer", "GET", "/tags/(.+)", _list_tags),
    Route("access-analyzer", "POST", "/tags/(.+)", _tag),
    Route("access-analyzer", "DELETE", "/tags/(.+)", _untag),
)
