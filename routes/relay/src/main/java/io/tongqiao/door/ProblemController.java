package io.tongqiao.door;

import io.tongqiao.schema.Problem;
import io.tongqiao.schema.Problem.Kind;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever the container itself refuses is told as a problem, not as a page. */
@RestController
class ProblemController implements ErrorController {

  private final Problems problems;

  ProblemController(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : 500;
    problems.write(
        response,
        switch (code) {
          case 404 -> Problem.of(Kind.NOT_FOUND, "没有这个地址");
          case 405 -> Problem.of(Kind.METHOD, "这个地址不接受 " + request.getMethod());
          case 400 -> Problem.of(Kind.MALFORMED, "请求不合 HTTP 规范");
          case 403 -> Problem.of(Kind.FORBIDDEN, "不允许这样访问");
          case 415 -> Problem.of(Kind.UNSUPPORTED_MEDIA, "不接受这种内容类型");
          case 503 -> Problem.of(Kind.UNAVAILABLE, "正在启动或停止，请稍后重试");
          default -> Problem.of(Kind.INTERNAL, "系统内部错误，已记入日志。请把发生时间告诉运维人员");
        });
  }
}
