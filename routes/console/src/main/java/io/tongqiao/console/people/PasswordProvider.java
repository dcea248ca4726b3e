package io.tongqiao.console.people;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Lets Spring Security's form sign people in by {@link SignIn}. */
final class PasswordProvider implements AuthenticationProvider {

  private final SignIn signIn;

  PasswordProvider(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public Authentication authenticate(Authentication shown) {
    SignIn.Tried tried = signIn.with(shown.getName(), String.valueOf(shown.getCredentials()));
    return switch (tried.outcome()) {
      case WELCOME -> tried.operator().orElseThrow().authenticated();
      case LOCKED -> throw new LockedException("the account is locked");
      case WRONG -> throw new BadCredentialsException("the name or the password is wrong");
    };
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }
}
