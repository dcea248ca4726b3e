package io.tongqiao.console.people;

import io.tongqiao.journal.Whence;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The address of whoever sends the request that this thread is answering. */
@Component
class RemoteAddress implements Whence {

  @Override
  public String address() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    return request instanceof ServletRequestAttributes servlet
        ? String.valueOf(servlet.getRequest().getRemoteAddr())
        : "";
  }
}
