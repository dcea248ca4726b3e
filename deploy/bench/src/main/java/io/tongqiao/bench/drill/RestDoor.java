package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** {@code POST /api/v1/messages}. */
final class RestDoor implements Door {

  private final JsonMapper json = new JsonMapper();
  private final RelayClient relay;

  RestDoor(RelayClient relay) {
    this.relay = relay;
  }

  @Override
  public Answer send(ObjectNode envelope) throws InterruptedException {
    try {
      HttpResponse<String> response =
          relay.post(
              "/api/v1/messages",
              "application/cloudevents+json",
              HttpRequest.BodyPublishers.ofString(envelope.toString()));
      int status = response.statusCode();
      if (status == 200 || status == 202) {
        JsonNode receipt = json.readTree(response.body());
        return Answer.accepted(Integer.toString(status), Optional.of(receipt));
      }
      return RelayClient.notAccepted(response);
    } catch (IOException e) {
      return Answer.unclear(RelayClient.word(e), e.toString());
    }
  }
}
