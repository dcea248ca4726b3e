package io.tongqiao.relay;

import io.tongqiao.dialect.Reply;
import io.tongqiao.dialect.Request;
import io.tongqiao.dialect.Wire;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** One round trip through {@code direct:call.<system>}, whose template knows the transport. */
record CamelWire(ProducerTemplate camel, String system) implements Wire {

  @Override
  public Reply send(Request request) throws IOException {
    Exchange exchange =
        camel.request("direct:call." + system, out -> out.getMessage().setBody(request));
    if (exchange.getException() != null) {
      throw words(exchange.getException());
    }
    return exchange.getMessage().getBody(Reply.class);
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
    return new IOException("通信中断：" + root.getClass().getSimpleName() + " " + root.getMessage(), failure);
  }
}
