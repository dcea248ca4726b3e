package io.tongqiao.door;

import io.tongqiao.prerequisite.Documents;
import io.tongqiao.schema.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/v1/documents/{sha256}?case=}: the file of a document that was given for a case. A
 * PDF comes with its purpose written on it, unless the original is asked for.
 */
@RestController
class DocumentController {

  private static final Logger LOG = LoggerFactory.getLogger(DocumentController.class);

  private final Documents documents;
  private final Problems problems;

  DocumentController(Documents documents, Problems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  @GetMapping("/api/v1/documents/{sha256}")
  ResponseEntity<Resource> read(
      Principal asker,
      @PathVariable String sha256,
      @RequestParam(name = "case", defaultValue = "") String caseNo,
      @RequestParam(defaultValue = "false") boolean original,
      HttpServletResponse response)
      throws IOException {
    Optional<Documents.Opened> found = documents.read(asker.getName(), caseNo, sha256, original);
    response.setHeader("Cache-Control", "no-store");
    if (found.isEmpty()) {
      String told = "办件 " + caseNo + " 没有这份文件，或贵系统没有调取过它。用调取结果中的 href 下载";
      problems.write(response, Problem.of(Problem.Kind.NOT_FOUND, told));
      return null;
    }
    Documents.Opened file = found.get();
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (original || file.mark().isEmpty()) {
      return ResponseEntity.ok()
          .eTag(file.sha256())
          .contentType(MediaType.parseMediaType(file.mediaType()))
          .body(new FileSystemResource(file.original()));
    }
    marked(file, response);
    return null;
  }

  /** Made in a file first, so that a PDF that cannot be marked is told as a problem. */
  private void marked(Documents.Opened file, HttpServletResponse response) throws IOException {
    Path made;
    try {
      made = documents.marked(file);
    } catch (IOException e) {
      LOG.warn("document {} could not be marked: {}", file.sha256(), e.toString());
      String told = "这份 PDF 不能加注用途（可能加密或损坏）。加 &original=true 下载原件";
      problems.write(response, Problem.of(Problem.Kind.INVALID, told));
      return;
    }
    try {
      response.setContentType(file.mediaType());
      response.setContentLengthLong(Files.size(made));
      Files.copy(made, response.getOutputStream());
    } finally {
      Files.delete(made);
    }
  }
}
