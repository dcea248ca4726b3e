/**
 * Who operates, and what each may do: accounts, roles, scope, passwords, tokens, signing in. Which
 * address wants which role stands in one table, {@link io.tongqiao.console.people.Rules}. What
 * operators ask and do is not here.
 */
package io.tongqiao.console.people;
