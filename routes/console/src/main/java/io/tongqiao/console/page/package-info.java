/**
 * The console's pages: a controller and a template each (resources {@code templates/}), a row in
 * {@link io.tongqiao.console.page.Navigation}, and a line in the table of rules. Texts stand in
 * {@code messages*.properties}. What a page does is done in the packages that it asks.
 */
package io.tongqiao.console.page;
