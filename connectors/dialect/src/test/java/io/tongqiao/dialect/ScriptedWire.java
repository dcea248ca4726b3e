package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers in the order they were given, and remembers what was asked. */
final class ScriptedWire implements Wire {

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();

  ScriptedWire then(String json) {
    return then(Map.of(), json);
  }

  ScriptedWire then(Map<String, String> headers, String json) {
    replies.add(new Reply(200, headers, json.getBytes(UTF_8), Optional.empty()));
    return this;
  }

  @Override
  public Reply send(Request request) throws IOException {
    requests.add(request);
    if (replies.isEmpty()) {
      throw new IOException("the script is at its end");
    }
    return replies.remove();
  }

  List<Request> requests() {
    return requests;
  }

  List<String> operations() {
    return requests.stream().map(Request::operation).toList();
  }

  String header(int call, String name) {
    return requests.get(call).headers().get(name);
  }

  String body(int call) {
    return new String(requests.get(call).body(), UTF_8);
  }
}
