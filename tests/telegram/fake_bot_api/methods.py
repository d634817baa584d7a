"""The Bot API's methods that the bot uses, with Telegram's checks and Telegram's words."""

from __future__ import annotations

from typing import Any, Dict, List

from fake_bot_api.entities import CannotParse, parse, units
from fake_bot_api.world import World

Json = Dict[str, Any]


class Refused(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(reason: str) -> Refused:
    """A 400 in Telegram's wording."""
    return Refused(400, f"Bad Request: {reason}")


class Methods:
    """One coroutine-free method for each of the Bot API's; arguments as JSON types."""

    def __init__(self, world: World) -> None:
        self.world = world

    def call(self, method: str, arguments: Json) -> Any:
        """The result of a call. Raises Refused."""
        known = getattr(self, f"_{method.lower()}", None)
        if known is None:
            raise Refused(404, "Not Found")
        result = known(arguments)
        self.world.calls.append((method, arguments))
        return result

    def _getme(self, _: Json) -> Json:
        return self.world.me

    def _sendmessage(self, given: Json) -> Json:
        content = _text(given)
        return self._new(given, **content, reply_markup=_inline(given.get("reply_markup")))

    def _editmessagetext(self, given: Json) -> Json:
        chat = self._chat(given)
        message = self.world.messages[chat["id"]].get(int(given.get("message_id", 0)))
        if message is None:
            raise bad("message to edit not found")
        if message["from"]["id"] != self.world.me["id"]:
            raise bad("message can't be edited")
        content = {**_text(given), "reply_markup": _inline(given.get("reply_markup"))}
        if all(message.get(key) == value for key, value in content.items()):
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        message.update({key: value for key, value in content.items() if value is not None})
        return message

    def _editmessagereplymarkup(self, given: Json) -> Json:
        message = self.world.messages[self._chat(given)["id"]].get(int(given.get("message_id", 0)))
        if message is None:
            raise bad("message to edit not found")
        markup = _inline(given.get("reply_markup"))
        if message.get("reply_markup") == markup:
            raise bad("message is not modified: specified new message content and reply markup are exactly the same")
        message["reply_markup"] = markup
        return message

    def _sendvenue(self, given: Json) -> Json:
        if not given.get("title") or not given.get("address"):
            raise bad("venue title and address must be non-empty")
        point = _point(given)
        return self._new(given, venue={"location": point, "title": given["title"], "address": given["address"]}, location=point)

    def _sendlocation(self, given: Json) -> Json:
        return self._new(given, location=_point(given))

    def _senddocument(self, given: Json) -> Json:
        name, content = given["document"]
        if not content:
            raise bad("file must be non-empty")
        return self._new(given, document={
            "file_id": f"file-{name}", "file_unique_id": name, "file_name": name, "file_size": len(content),
        })

    def _sendchataction(self, given: Json) -> bool:
        self._chat(given)
        if given.get("action") != "typing":
            raise bad("wrong parameter action in request")
        return True

    def _answercallbackquery(self, given: Json) -> bool:
        if not given.get("callback_query_id"):
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(given.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        return True

    def _answerinlinequery(self, given: Json) -> bool:
        results = given.get("results", [])
        if len(results) > 50:
            raise bad("RESULTS_TOO_MUCH")
        seen = set()
        for result in results:
            if not 1 <= len(str(result.get("id", "")).encode()) <= 64 or result["id"] in seen:
                raise bad("RESULT_ID_INVALID" if result["id"] not in seen else "RESULT_ID_DUPLICATE")
            seen.add(result["id"])
            if result.get("type") != "article" or not result.get("title"):
                raise bad("ARTICLE_TITLE_EMPTY")
            _text({"text": result["input_message_content"]["message_text"], **result["input_message_content"]})
            _inline(result.get("reply_markup"))
        button = given.get("button")
        if button and not 1 <= len(button.get("start_parameter", "")) <= 64:
            raise bad("START_PARAM_INVALID")
        return True

    def _setmycommands(self, given: Json) -> bool:
        for command in given["commands"]:
            if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_INVALID")
        self.world.commands[_audience(given)] = given["commands"]
        return True

    def _getmycommands(self, given: Json) -> List[Json]:
        return self.world.commands.get(_audience(given), [])

    def _setmydescription(self, given: Json) -> bool:
        return self._describe("description", given, 512)

    def _setmyshortdescription(self, given: Json) -> bool:
        return self._describe("short_description", given, 120)

    def _getmydescription(self, given: Json) -> Json:
        return {"description": self.world.descriptions.get(("description", given.get("language_code", "")), "")}

    def _getmyshortdescription(self, given: Json) -> Json:
        return {"short_description": self.world.descriptions.get(("short_description", given.get("language_code", "")), "")}

    def _setchatmenubutton(self, given: Json) -> bool:
        self.world.menu = given["menu_button"]
        return True

    def _getchatmenubutton(self, _: Json) -> Json:
        return self.world.menu

    def _setwebhook(self, given: Json) -> bool:
        if len(given.get("secret_token", "")) > 256:
            raise bad("secret token is too long")
        self.world.webhook = {"url": given["url"], "secret": given.get("secret_token"), "allowed": given.get("allowed_updates")}
        return True

    def _deletewebhook(self, given: Json) -> bool:
        self.world.webhook = {"url": ""}
        if given.get("drop_pending_updates"):
            self.world.updates.clear()
        return True

    def _getwebhookinfo(self, _: Json) -> Json:
        shown = {key: value for key, value in self.world.webhook.items() if key not in ("secret", "allowed")}
        return {"has_custom_certificate": False, "pending_update_count": len(self.world.updates), **shown}

    def _describe(self, field: str, given: Json, most: int) -> bool:
        if len(given.get(field, "")) > most:
            raise bad(f"{field} is too long")
        self.world.descriptions[(field, given.get("language_code", ""))] = given[field]
        return True

    def _new(self, given: Json, **content: Any) -> Json:
        chat = self._chat(given)
        return self.world.new_message(chat, {k: self.world.me[k] for k in ("id", "is_bot", "first_name", "username")}, **content)

    def _chat(self, given: Json) -> Json:
        chat_id = int(given.get("chat_id") or 0)
        if not chat_id:
            raise bad("chat_id is empty")
        if chat_id in self.world.moved:
            raise Refused(
                400, "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.world.moved[chat_id],
            )
        if chat_id in self.world.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup", "first_name": "A", "title": "A"}


def _text(given: Json) -> Json:
    text, entities = given.get("text", ""), given.get("entities", [])
    if given.get("parse_mode") == "HTML":
        try:
            text, entities = parse(text)
        except CannotParse as error:
            raise bad(f"can't parse entities: {error}") from None
    elif given.get("parse_mode"):
        raise bad("unsupported parse_mode")
    text = text.rstrip()
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > 4096:
        raise bad("message is too long")
    return {"text": text, "entities": entities}


def _inline(markup: Any) -> Any:
    if not markup or "inline_keyboard" not in markup:
        return None
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > 100:
        raise bad("reply markup is too long")
    for button in buttons:
        if not button.get("text"):
            raise bad("Text buttons are unallowed in the inline keyboard")
        if "url" not in button and not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    return markup


def _point(given: Json) -> Json:
    latitude, longitude = float(given["latitude"]), float(given["longitude"])
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad("wrong latitude or longitude")
    return {"latitude": latitude, "longitude": longitude}


def _audience(given: Json) -> Any:
    return (given.get("scope") or {"type": "default"})["type"], given.get("language_code", "")
