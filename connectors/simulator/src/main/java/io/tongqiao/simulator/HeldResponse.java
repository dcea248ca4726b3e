package io.tongqiao.simulator;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** A response whose body is held back until it is released. */
final class HeldResponse extends HttpServletResponseWrapper {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  HeldResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        body.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        body.write(bytes, offset, length);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("the body is held back");
      }
    };
  }

  @Override
  public PrintWriter getWriter() {
    return new PrintWriter(body, true, StandardCharsets.UTF_8);
  }

  @Override
  public void flushBuffer() {
    // nothing goes out before release
  }

  /** Lets the body go, with its length. */
  void release() throws IOException {
    setContentLength(body.size());
    super.getOutputStream().write(body.toByteArray());
  }
}
