package io.tongqiao.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tongqiao.dialect.Codec;
import io.tongqiao.dialect.Format;
import io.tongqiao.dialect.TranslationException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** {@code Submit} at {@code /soap/exchange}, SOAP 1.1. */
final class SoapDoor implements Door {

  private static final Format XML =
      new Format(
          Format.Kind.XML,
          "UTF-8",
          null,
          null,
          Map.of("soap", "http://schemas.xmlsoap.org/soap/envelope/"),
          null,
          null,
          null);

  private final Codec codec = new Codec();
  private final RelayClient relay;

  SoapDoor(RelayClient relay) {
    this.relay = relay;
  }

  @Override
  public Answer send(ObjectNode envelope) throws InterruptedException {
    try {
      HttpResponse<String> response =
          relay.post(
              "/soap/exchange",
              "text/xml; charset=UTF-8",
              HttpRequest.BodyPublishers.ofByteArray(codec.encode(XML, submit(envelope))));
      JsonNode body = read(response.body());
      if (response.statusCode() == 200 && body.has("SubmitResponse")) {
        JsonNode receipt = body.path("SubmitResponse").path("receipt");
        return Answer.accepted("soap 200", Optional.of(receipt));
      }
      String code = body.path("Fault").path("faultcode").asText();
      if (code.endsWith("Client")) {
        return Answer.refused("soap fault Client", response.body());
      }
      return body.has("Fault")
          ? Answer.unclear("soap fault Server", response.body())
          : RelayClient.notAccepted(response);
    } catch (IOException e) {
      return Answer.unclear(RelayClient.word(e), e.toString());
    } catch (TranslationException e) {
      throw new IllegalStateException("a canonical message can be written as XML", e);
    }
  }

  private static ObjectNode submit(ObjectNode envelope) {
    ObjectNode message = envelope.deepCopy();
    message.remove("specversion");
    message.remove("datacontenttype");
    message.remove("dataschema");
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("soap:Envelope")
        .putObject("soap:Body")
        .putObject("Submit")
        .put("@xmlns", "urn:tongqiao:exchange:1")
        .set("message", message);
    return root;
  }

  /** The content of the SOAP body, without prefixes; an empty object where there is none. */
  private JsonNode read(String text) {
    try {
      JsonNode tree = bare(codec.decode(XML, text.getBytes(StandardCharsets.UTF_8)));
      return tree.path("Envelope").path("Body");
    } catch (TranslationException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static JsonNode bare(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode bare = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (!name.startsWith("@")) {
                bare.set(name.substring(name.indexOf(':') + 1), bare(field.getValue()));
              }
            });
    return bare;
  }
}
