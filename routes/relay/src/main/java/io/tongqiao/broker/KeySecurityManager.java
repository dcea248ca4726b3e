package io.tongqiao.broker;

import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;

/**
 * Artemis asks here: systems sign in with their id and key, and are allowed their own two queues.
 */
final class KeySecurityManager implements ActiveMQSecurityManager5 {

  private final QueueGate gate;

  KeySecurityManager(QueueGate gate) {
    this.gate = gate;
  }

  @Override
  public Subject authenticate(
      String user, String password, RemotingConnection connection, String domain) {
    if (!gate.knows(user, password)) {
      return null;
    }
    var subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(user));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    if (subject == null) {
      return false;
    }
    // an address may come as address.queue ("to.x.to.x" or "to.x::to.x")
    String first = address.contains("::") ? address.substring(0, address.indexOf("::")) : address;
    return subject.getPrincipals(UserPrincipal.class).stream()
        .anyMatch(
            u ->
                gate.allows(
                    u.getName(),
                    first,
                    check == CheckType.SEND,
                    check == CheckType.CONSUME || check == CheckType.BROWSE));
  }

  @Override
  public boolean validateUser(String user, String password) {
    return gate.knows(user, password);
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType check) {
    return false;
  }
}
