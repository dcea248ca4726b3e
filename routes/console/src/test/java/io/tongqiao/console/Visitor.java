package io.tongqiao.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without eyes: cookies, forms with their tokens, redirects told and not followed. */
final class Visitor {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final URI site;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  Visitor(URI site) {
    this.site = site;
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Sends a form of a page. */
  HttpResponse<String> submit(String page, String path, String... fields) {
    Matcher token = TOKEN.matcher(get(page).body());
    if (!token.find()) {
      throw new AssertionError("no form on " + page);
    }
    return post(path, "_csrf=" + encoded(token.group(1)) + "&" + form(fields));
  }

  HttpResponse<String> post(String path, String form) {
    return send(
        HttpRequest.newBuilder(site.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** Signs in; gives where that leads. */
  String signIn(String name, String password) {
    return submit("/console/sign-in", "/console/sign-in", "name", name, "password", password)
        .headers()
        .firstValue("Location")
        .orElse("");
  }

  private static String form(String... fields) {
    var form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
