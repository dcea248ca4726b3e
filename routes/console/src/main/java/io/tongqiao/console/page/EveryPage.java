package io.tongqiao.console.page;

import io.tongqiao.console.people.Operator;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows: who is signed in, where one can go, and times as they are read here. */
@ControllerAdvice(basePackageClasses = EveryPage.class)
final class EveryPage {

  /** Writes times in +08:00. */
  static final class Times {

    private static final DateTimeFormatter WHOLE =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

    public String whole(Instant at) {
      return WHOLE.format(at);
    }

    /** The same of a moment in ISO 8601. */
    public String told(String at) {
      return whole(Instant.parse(at));
    }
  }

  private final Navigation navigation;

  EveryPage(Navigation navigation) {
    this.navigation = navigation;
  }

  @ModelAttribute
  void add(Model model, HttpServletRequest request, Authentication who) {
    model.addAttribute("path", request.getRequestURI());
    model.addAttribute("times", new Times());
    if (who != null && who.getPrincipal() instanceof Operator operator) {
      model.addAttribute("me", operator);
      model.addAttribute("navigation", navigation.of(operator));
    }
  }
}
