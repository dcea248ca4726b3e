package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A system that answers every request the same, each after a while, as many at once as come. */
final class Respondent implements Closeable {

  private static final int BACKLOG = 1000;

  private final ServerSocket listener;
  private final long pauseMillis;
  private final byte[] answer;
  private final Consumer<byte[]> came;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /**
   * A system on a free loopback port.
   *
   * @param pause between a request and its answer
   * @param json the answer
   * @param came gets the body of each request when it comes, on the connection's thread
   */
  Respondent(Duration pause, String json, Consumer<byte[]> came) throws IOException {
    this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.pauseMillis = pause.toMillis();
    byte[] body = json.getBytes(UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    this.answer = (head + json).getBytes(UTF_8);
    this.came = came;
    daemon(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "respondent");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed: nobody listens any more
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      var requests = new HttpStream(socket.getInputStream());
      while (requests.next()) {
        came.accept(requests.body());
        Thread.sleep(pauseMillis);
        out.write(answer);
      }
    } catch (IOException e) {
      // the caller has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
