package io.tongqiao.door;

import io.tongqiao.dialect.Catalogue;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the door of a system that a request {@code /in/<system><path>} knocks at. */
@Component
class SystemDoors {

  private static final String PREFIX = "/in/";

  /** A door, by its name and system. */
  record Found(Dialect dialect, String name, Descriptor.Door door) {}

  private final Catalogue catalogue;

  SystemDoors(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The system that a path names, whether it exists or not. */
  static Optional<String> system(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    int slash = path.indexOf('/', PREFIX.length());
    return Optional.of(
        slash < 0 ? path.substring(PREFIX.length()) : path.substring(PREFIX.length(), slash));
  }

  Optional<Found> find(String path) {
    return all(path).stream().findFirst();
  }

  /**
   * The doors at a path, that of the version in force first; behind it those of contracts that are
   * to come or have just ended.
   */
  List<Found> all(String path) {
    String system = system(path).orElse("");
    return catalogue.understood(system).stream()
        .flatMap(
            dialect -> door(dialect, path.substring(PREFIX.length() + system.length())).stream())
        .toList();
  }

  private static Optional<Found> door(Dialect dialect, String rest) {
    return dialect.descriptor().doors().entrySet().stream()
        .filter(d -> d.getValue().transport() == Descriptor.DoorTransport.HTTP)
        .filter(d -> d.getValue().path().equals(rest))
        .findFirst()
        .map(d -> new Found(dialect, d.getKey(), d.getValue()));
  }

  /** The key that a request shows where its door says so, beside Authorization. */
  Optional<String> shownKey(HttpServletRequest request) {
    return find(request.getRequestURI())
        .flatMap(
            found ->
                switch (found.door.key().in()) {
                  case BEARER -> Optional.empty();
                  case HEADER -> Optional.ofNullable(request.getHeader(found.door.key().name()));
                  case QUERY -> Optional.ofNullable(query(request).get(found.door.key().name()));
                });
  }

  /** Query parameters, without touching the body as the servlet API would. */
  static Map<String, String> query(HttpServletRequest request) {
    var parameters = new HashMap<String, String>();
    if (request.getQueryString() == null) {
      return parameters;
    }
    for (String pair : request.getQueryString().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
