package io.tongqiao.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line to a port on this machine that can go deaf: what is said gets there, what is answered does
 * not come back.
 */
final class Line implements AutoCloseable {

  private final ServerSocket here;
  private final int there;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();
  private volatile boolean deaf;

  Line(int there) throws IOException {
    this.there = there;
    this.here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return here.getLocalPort();
  }

  /** From now on nothing comes back. */
  void deafen() {
    deaf = true;
  }

  /** All connections break; new ones are good. */
  void mend() {
    deaf = false;
    ends.forEach(Line::close);
    ends.clear();
  }

  private void accept() {
    while (!here.isClosed()) {
      try {
        Socket caller = here.accept();
        Socket called = new Socket(InetAddress.getLoopbackAddress(), there);
        ends.addAll(List.of(caller, called));
        start(() -> pump(caller, called, false));
        start(() -> pump(called, caller, true));
      } catch (IOException e) {
        // closed, or nobody listens there now
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    var buffer = new byte[8192];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!answers || !deaf) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // one end is closed
    } finally {
      close(from);
      close(to);
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "line");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    here.close();
    mend();
  }
}
