package io.tongqiao.prerequisite;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.prerequisite.ContentStore.Content;
import io.tongqiao.prerequisite.ContentStore.Part;
import io.tongqiao.prerequisite.ContentStore.TooLargeException;
import io.tongqiao.relay.SystemAddresses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Brings the file of a certificate into a part of the store, streamed. What breaks off is gone on
 * with where it broke off, if the other side can do that, or else begun anew.
 */
@Component
class Downloads implements DisposableBean {

  /** So many tries in a row may bring next to nothing. */
  private static final int TRIES = 4;

  private static final long NEXT_TO_NOTHING = 1L << 20;
  private static final Timeout CONNECT = Timeout.ofSeconds(10);

  /** A file that came, and is not what it should be; the message says so to people. */
  static final class WrongFileException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongFileException(String message) {
      super(message);
    }
  }

  /** The address was good for a while only; the holder can be asked for another. */
  static final class ExpiredAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    ExpiredAddressException(int status) {
      super("下载地址已失效（HTTP " + status + "）");
    }
  }

  private final SystemAddresses addresses;
  private final DocumentSettings settings;
  private final CloseableHttpClient http;

  Downloads(SystemAddresses addresses, DocumentSettings settings) {
    this.addresses = addresses;
    this.settings = settings;
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                    .setMaxConnTotal(1000)
                    .setMaxConnPerRoute(1000)
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
  }

  /** Writes a file that came within an answer. */
  Content inline(String base64, Part part) throws IOException {
    try (InputStream text = new ByteArrayInputStream(base64.getBytes(StandardCharsets.ISO_8859_1));
        InputStream bytes = Base64.getMimeDecoder().wrap(text)) {
      part.append(bytes, settings.maxSize().toBytes());
    }
    return part.finish();
  }

  /**
   * Fetches a file; no longer than the system's time limit without a byte.
   *
   * @param url at the address of the holder or another that the site has allowed for it: an answer
   *     must not make us call elsewhere. What is relative is below the holder's address
   * @throws WrongFileException when the address is not allowed
   * @throws ExpiredAddressException when there is nothing at it any more
   */
  Content fetch(String url, Descriptor holder, Part part) throws IOException {
    URI address = address(url, holder);
    Timeout patience = Timeout.of(holder.limits().timeout());
    Optional<String> mark = Optional.empty();
    IOException broken = new IOException("no try was made");
    int inVain = 0;
    while (inVain < TRIES) {
      long before = part.size();
      try {
        mark = fetch(request(address, patience, part, mark), part);
        return part.finish();
      } catch (TooLargeException | WrongFileException | ExpiredAddressException e) {
        throw e;
      } catch (IOException e) {
        broken = e;
      }
      inVain = part.size() - before < NEXT_TO_NOTHING ? inVain + 1 : 0;
    }
    throw new IOException("下载中断，接连试了 " + TRIES + " 次仍未取完", broken);
  }

  /** Gives the mark of this version of the file. */
  private Optional<String> fetch(HttpGet request, Part part) throws IOException {
    return http.execute(
        request,
        response -> {
          accept(response, part);
          part.append(response.getEntity().getContent(), settings.maxSize().toBytes());
          return header(response, "ETag").filter(tag -> !tag.startsWith("W/"));
        });
  }

  private URI address(String url, Descriptor holder) throws WrongFileException {
    URI home = addresses.of(holder);
    try {
      URI address = URI.create(home + "/").resolve(url);
      List<URI> others = settings.origins().getOrDefault(holder.id(), List.of());
      if (Stream.concat(Stream.of(home), others.stream()).anyMatch(o -> isOf(address, o))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new WrongFileException("下载地址不合规范");
    }
    throw new WrongFileException(
        "下载地址不在对方的服务器上，没有下载。确属对方的，由运维人员加入 tongqiao.documents.origins." + holder.id());
  }

  private static boolean isOf(URI address, URI origin) {
    return origin.getHost() != null
        && origin.getHost().equalsIgnoreCase(address.getHost())
        && origin.getScheme().equalsIgnoreCase(address.getScheme())
        && origin.getPort() == address.getPort();
  }

  private static HttpGet request(URI address, Timeout patience, Part part, Optional<String> mark) {
    var request = new HttpGet(address);
    request.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(patience)
            .setConnectionRequestTimeout(patience)
            .build());
    if (part.size() > 0) {
      request.setHeader("Range", "bytes=" + part.size() + "-");
      mark.ifPresent(tag -> request.setHeader("If-Range", tag));
    }
    return request;
  }

  /** Where the bytes that follow belong. */
  private static void accept(ClassicHttpResponse response, Part part) throws IOException {
    int status = response.getCode();
    if (status == 206) {
      String range = header(response, "Content-Range").orElse("");
      if (!range.startsWith("bytes " + part.size() + "-")) {
        throw new IOException("the range is not the one that was asked for");
      }
      return;
    }
    if (status == 403 || status == 404 || status == 410) {
      throw new ExpiredAddressException(status);
    }
    if (status != 200) {
      throw new IOException("HTTP " + status);
    }
    part.restart();
  }

  private static Optional<String> header(ClassicHttpResponse response, String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  @Override
  public void destroy() throws IOException {
    http.close();
  }
}
