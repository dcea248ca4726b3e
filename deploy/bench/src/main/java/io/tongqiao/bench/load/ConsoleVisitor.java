package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator who asks API and pages: an account made at the first start, signed in. */
final class ConsoleVisitor {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String PASSWORD = "zhi-shi-ya-ce-yong";
  private static final String ADMIN = "admin";
  private static final String NAME = "bench.operator";
  private static final int DONE = 2;

  private final URI site;
  private final JsonMapper json = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private String csrf = "";

  ConsoleVisitor(URI site) {
    this.site = site;
  }

  /**
   * Makes the account, which is done once.
   *
   * @param first the first administrator's password
   */
  void settle(String first) throws IOException, InterruptedException {
    change(ADMIN, first);
    ObjectNode wanted = json.createObjectNode().put("name", NAME).put("displayName", "压测");
    wanted.putArray("roles").add("OPERATOR");
    JsonNode made = json.readTree(api("POST", "/ops/v1/users", wanted.toString(), ADMIN, PASSWORD));
    change(NAME, made.path("password").asText());
  }

  private void change(String name, String old) throws IOException, InterruptedException {
    String body = json.createObjectNode().put("old", old).put("new", PASSWORD).toString();
    api("POST", "/ops/v1/me/password", body, name, old);
  }

  private String api(String method, String path, String body, String name, String password)
      throws IOException, InterruptedException {
    String basic = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
    return send(request(path).method(method, BodyPublishers.ofString(body)), "Basic " + basic);
  }

  /** Asks the API with a token. */
  String ask(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return send(request(path).method(method, BodyPublishers.ofString(body)), "Bearer " + token);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(site.resolve(path)).header("Content-Type", "application/json");
  }

  private String send(HttpRequest.Builder request, String authorization)
      throws IOException, InterruptedException {
    return text(
        http.send(
            request.header("Authorization", authorization).build(), BodyHandlers.ofString(UTF_8)));
  }

  private static String text(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != DONE) {
      throw new IOException(
          answer.request().uri()
              + " was answered with "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return answer.body();
  }

  /** Signs in at the pages. */
  void signIn() throws IOException, InterruptedException {
    csrf = token(page("/console/sign-in"));
    HttpResponse<String> answer =
        http.send(
            form("/console/sign-in", "name=" + NAME + "&password=" + PASSWORD),
            BodyHandlers.ofString(UTF_8));
    if (answer.headers().firstValue("Location").filter(to -> to.endsWith("/console")).isEmpty()) {
      throw new IOException("signing in was answered with " + answer.statusCode());
    }
    csrf = token(page("/console/cases"));
  }

  private static String token(String page) throws IOException {
    Matcher found = TOKEN.matcher(page);
    if (!found.find()) {
      throw new IOException("there is no form on the page");
    }
    return found.group(1);
  }

  /** A page. */
  String page(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(site.resolve(path)).build();
    return text(http.send(request, BodyHandlers.ofString(UTF_8)));
  }

  /** A page that a form leads to. */
  String submit(String path, String fields) throws IOException, InterruptedException {
    return text(http.send(form(path, fields), BodyHandlers.ofString(UTF_8)));
  }

  private HttpRequest form(String path, String fields) {
    return HttpRequest.newBuilder(site.resolve(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("_csrf=" + URLEncoder.encode(csrf, UTF_8) + "&" + fields))
        .build();
  }
}
