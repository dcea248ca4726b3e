package io.tongqiao.relay;

import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.Wire;
import io.tongqiao.watch.Watch;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.cxf.binding.soap.SoapFault;

/** One round trip through the route of a system's version, whose template knows the transport. */
record CamelWire(ProducerTemplate camel, CallRoutes calls, Dialect dialect, Watch watch)
    implements Wire {

  /** Exchange variable: the dialect that the request was written in. */
  static final String DIALECT = "dialect";

  @Override
  public Reply send(Request request) throws IOException {
    String address = calls.open(dialect);
    Exchange exchange =
        watch.call(
            dialect.descriptor().id(),
            request,
            sent -> exchange(address, sent),
            CamelWire::outcome);
    Exception failure = exchange.getException();
    if (failure instanceof SoapFault fault && fault.getCause() == null) {
      return Replies.fault(fault);
    }
    if (failure != null) {
      throw words(failure);
    }
    return exchange.getMessage().getBody(Reply.class);
  }

  private Exchange exchange(String address, Request request) {
    return camel.request(
        address,
        out -> {
          out.setVariable(DIALECT, dialect);
          out.getMessage().setBody(request);
        });
  }

  private static String outcome(Exchange exchange) {
    return exchange.getException() == null ? "answered" : "unanswered";
  }

  /** Libraries quote answers in their messages; a line of 120 characters is all that may go on. */
  private static String firstLine(String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  private static IOException words(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof java.net.SocketTimeoutException) {
      return new IOException("超时，对方未答复", failure);
    }
    if (root instanceof java.net.UnknownHostException) {
      return new IOException("域名无法解析：" + root.getMessage() + "。请检查 DNS 或 endpoint 设置", failure);
    }
    if (root instanceof java.net.ConnectException) {
      return new IOException("连接不上对方（" + root.getMessage() + "）。请检查对方服务、网络和 endpoint 设置", failure);
    }
    if (root instanceof org.apache.cxf.interceptor.Fault
        || root instanceof javax.xml.stream.XMLStreamException) {
      // CXF makes a fault of its own of an answer that is no SOAP; theirs has no cause
      return new IOException("对方的答复不是 SOAP 报文。请检查 endpoint 设置和对方服务", failure);
    }
    return new IOException(
        "通信中断：" + root.getClass().getSimpleName() + " " + firstLine(root.getMessage()), failure);
  }
}
