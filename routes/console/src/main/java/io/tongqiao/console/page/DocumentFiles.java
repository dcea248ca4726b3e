package io.tongqiao.console.page;

import io.tongqiao.console.Reasons;
import io.tongqiao.console.people.Operator;
import io.tongqiao.prerequisite.Documents;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A pulled PDF with its purpose on it, to be looked at. What it says is personal data: whoever
 * opens one says why, and that is audited.
 */
@Controller
class DocumentFiles {

  private static final Logger LOG = LoggerFactory.getLogger(DocumentFiles.class);
  private static final String PAGE = "redirect:/console/documents";

  /** The browser's own viewer needs a style of its own; a script in the file never runs. */
  private static final String CONTENT = "script-src 'none'; frame-ancestors 'none'";

  private final Documents documents;

  DocumentFiles(Documents documents) {
    this.documents = documents;
  }

  @PostMapping("/console/documents/open")
  String open(
      @RequestParam(defaultValue = "") String caseNo,
      @RequestParam(defaultValue = "") String sha256,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      RedirectAttributes next)
      throws IOException {
    if (!Operator.current().scope().isAll()) {
      return refused("调取涉及多个系统，只限部分系统的账户不能查看。请不限系统的运维员或审计管理员来看", next);
    }
    Optional<String> fault = Reasons.words(reason.strip());
    if (fault.isPresent()) {
      return refused(fault.get(), next);
    }
    Optional<Documents.Opened> found =
        documents.inspect(Operator.current().name(), caseNo, sha256, reason.strip());
    if (found.isEmpty()) {
      return refused("办件 " + caseNo + " 没有这份 PDF。重新查询后再打开", next);
    }
    Path marked;
    try {
      marked = documents.marked(found.get());
    } catch (IOException e) {
      LOG.warn("document {} could not be marked: {}", sha256, e.toString());
      return refused("这份 PDF 不能加注用途（可能加密或损坏），控制台不显示原件。请调取它的系统下载", next);
    }
    send(marked, sha256, response);
    return null;
  }

  private static void send(Path marked, String sha256, HttpServletResponse response)
      throws IOException {
    try {
      response.setContentType("application/pdf");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Content-Security-Policy", CONTENT);
      String name = sha256.substring(0, 12) + ".pdf";
      response.setHeader("Content-Disposition", "inline; filename=\"" + name + "\"");
      response.setContentLengthLong(Files.size(marked));
      Files.copy(marked, response.getOutputStream());
    } finally {
      Files.delete(marked);
    }
  }

  private static String refused(String why, RedirectAttributes next) {
    next.addFlashAttribute("fault", why);
    return PAGE;
  }
}
