package io.tongqiao.probe;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where on the network an address leads.
 *
 * @param tls whether TLS begins with the connection
 */
record Target(String host, int port, boolean tls) {

  private static final Map<String, Integer> PORTS =
      Map.of("http", 80, "https", 443, "amqp", 5672, "amqps", 5671, "tcp", 61616, "sftp", 22);

  /** {@code jdbc:postgresql://host:5432/db}, {@code jdbc:oracle:thin:@//host/service}. */
  private static final Pattern DATABASE =
      Pattern.compile(
          "jdbc:(?<kind>\\w+):(?:\\w+:)?@?//(?<host>\\[[^]]+]|[^:/?;,]+)(?::(?<port>\\d{1,5}))?.*");

  private static final Map<String, Integer> DATABASE_PORTS =
      Map.of(
          "postgresql",
          5432,
          "mariadb",
          3306,
          "mysql",
          3306,
          "oracle",
          1521,
          "dm",
          5236,
          "h2",
          9092);

  /**
   * Reads an address; empty where it leads to no host, or is of a form that only its driver knows.
   */
  static Optional<Target> of(URI address) {
    String text = address.toString();
    if (text.startsWith("jdbc:")) {
      return database(text);
    }
    Integer usual = PORTS.get(String.valueOf(address.getScheme()));
    if (usual == null || address.getHost() == null) {
      return Optional.empty();
    }
    boolean tls =
        address.getScheme().matches("https|amqps")
            || String.valueOf(address.getQuery()).contains("sslEnabled=true");
    int port = address.getPort() < 0 ? usual : address.getPort();
    return Optional.of(new Target(bare(address.getHost()), port, tls));
  }

  private static Optional<Target> database(String text) {
    Matcher matcher = DATABASE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Integer usual = DATABASE_PORTS.get(matcher.group("kind"));
    String port = matcher.group("port");
    if (port == null && usual == null) {
      return Optional.empty();
    }
    int number = port == null ? usual : Integer.parseInt(port);
    return Optional.of(new Target(bare(matcher.group("host")), number, false));
  }

  /** An IPv6 address without its brackets. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
