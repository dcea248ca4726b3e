package io.tongqiao.console.people;

import io.tongqiao.journal.AccountJournal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** The session of whoever is signed in. */
@Component
public class Sessions {

  private final HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();
  private final AccountJournal accounts;

  Sessions(AccountJournal accounts) {
    this.accounts = accounts;
  }

  /** Goes on under another id with the password that was just changed; all others end. */
  public void renew(HttpServletRequest request, HttpServletResponse response) {
    Operator now = Operator.of(accounts.find(Operator.current().name()).orElseThrow());
    request.changeSessionId();
    var context = new SecurityContextImpl(now.authenticated());
    SecurityContextHolder.setContext(context);
    sessions.saveContext(context, request, response);
  }
}
