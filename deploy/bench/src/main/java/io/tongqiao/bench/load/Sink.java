package io.tongqiao.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The receiving system: notes which message came, and says yes at once, unless told otherwise. */
final class Sink implements Closeable {

  /** How it behaves. */
  enum Mood {
    /** Answers at once. */
    WELL,
    /** Nobody listens: a connection is refused. */
    DEAD,
    /** Takes the request and never answers. */
    HANGING
  }

  private static final byte[] YES = yes();
  private static final int BACKLOG = 200;

  private final int number;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;
  private Thread accepting;
  private volatile Mood mood = Mood.WELL;
  private volatile Ledger ledger = Ledger.NONE;

  /**
   * A sink on a free loopback port.
   *
   * @param number which of the sinks it is, from 0
   */
  Sink(int number) throws IOException {
    this.number = number;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
    this.accepting = start();
  }

  private static byte[] yes() {
    byte[] body =
        "{\"code\":\"0\",\"message\":\"成功\",\"receiptNo\":\"BENCH00000000001\"}".getBytes(UTF_8);
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(UTF_8);
    var whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on arrivals are noted there. */
  void into(Ledger next) {
    ledger = next;
  }

  /** Changes the behaviour; what is open is cut. */
  void become(Mood next) throws IOException {
    mood = next;
    listener.close();
    awaitClosed();
    for (Socket connection : connections) {
      connection.close();
    }
    if (next != Mood.DEAD) {
      listener = listen(port);
      accepting = start();
    }
  }

  /** The port is free only when the thread that accepts has left it. */
  private void awaitClosed() {
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread start() {
    ServerSocket current = listener;
    return daemon(() -> accept(current));
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "sink");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept(ServerSocket current) {
    try {
      while (true) {
        Socket socket = current.accept();
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
        byte[] body = requests.body();
        if (mood == Mood.WELL) {
          ledger.arrived(body, number);
          out.write(YES);
        }
      }
    } catch (IOException e) {
      // the caller has gone; what it sent was noted
    } finally {
      connections.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    become(Mood.DEAD);
  }
}
