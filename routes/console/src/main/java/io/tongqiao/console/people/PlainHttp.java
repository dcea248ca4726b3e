package io.tongqiao.console.people;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;

/**
 * Passwords go over TLS, which a proxy in front ends, or stay on this machine; over plain HTTP from
 * elsewhere only where the site has said so.
 */
@Component
class PlainHttp {

  private final boolean allowed;

  PlainHttp(PeopleProperties settings) {
    this.allowed = settings.plainHttp();
  }

  /** Whether a password may come with this. */
  boolean isSafe(HttpServletRequest request) {
    return allowed || request.isSecure() || isThisMachine(request.getRemoteAddr());
  }

  private static boolean isThisMachine(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
