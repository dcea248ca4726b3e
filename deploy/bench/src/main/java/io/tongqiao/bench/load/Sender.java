package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** One kept connection to a door; opened anew when the other side closes it. Not thread-safe. */
final class Sender implements Closeable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final InetSocketAddress address;
  private final String path;
  private final String headers;
  private byte[] answer = {};
  private Socket socket = new Socket();
  private HttpStream answers = new HttpStream(java.io.InputStream.nullInputStream());
  private boolean open;

  /**
   * A sender to an address.
   *
   * @param key bearer token; empty for none
   */
  Sender(URI door, String key) {
    this.address = new InetSocketAddress(door.getHost(), door.getPort());
    this.path = door.getPath();
    this.headers =
        " HTTP/1.1\r\nHost: "
            + door.getAuthority()
            + "\r\n"
            + (key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n");
  }

  /** Sends a message and gives the status of the answer. */
  int post(byte[] message) throws IOException {
    return post(path, "Content-Type: application/cloudevents+json\r\n", message);
  }

  /**
   * Sends a message to another address of the same server and gives the status of the answer.
   *
   * @param more header lines, each with its end
   */
  int post(String to, String more, byte[] message) throws IOException {
    try {
      if (!open) {
        connect();
      }
      String head =
          "POST " + to + headers + more + "Content-Length: " + message.length + "\r\n\r\n";
      byte[] start = head.getBytes(ISO_8859_1);
      var whole = new byte[start.length + message.length];
      System.arraycopy(start, 0, whole, 0, start.length);
      System.arraycopy(message, 0, whole, start.length, message.length);
      OutputStream out = socket.getOutputStream();
      out.write(whole);
      if (!answers.next()) {
        throw new EOFException("closed without an answer");
      }
      answer = answers.body();
      open = !answers.last();
      return answers.status();
    } catch (IOException e) {
      open = false;
      throw e;
    }
  }

  /** The body of the last answer. */
  byte[] answer() {
    return answer;
  }

  private void connect() throws IOException {
    socket.close();
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
    answers = new HttpStream(socket.getInputStream());
    open = true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
