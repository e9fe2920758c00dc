using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FencyGrid.Content.Conversion.Html;

/// <summary>
/// Takes off a page what is there on every page of its site: by what elements are, by what they are called, and, where neither
/// says anything, by how much of their text is links.
/// </summary>
internal static partial class Boilerplate
{
    /// <summary>The share of the page's text that an element must hold to stand for the page.</summary>
    private const double MainShare = 0.25;

    /// <summary>The share of link text from which on a block is a menu, and how many links make one.</summary>
    private const double MenuLinkShare = 0.6;
    private const int MenuLinks = 3;

    /// <summary>How much text without a link in it a menu-like block may have and still be one, in characters.</summary>
    private const int MenuPlainText = 200;

    private const string Never =
        "script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, form button, input, select, textarea, dialog, nav, aside, menu, " +
        "[hidden], [aria-hidden='true'], [role='navigation'], [role='banner'], [role='contentinfo'], [role='complementary'], [role='search'], " +
        "[role='dialog'], [role='alertdialog'], [role='menu'], [role='menubar']";

    /// <summary>The element that holds what is left; null for a page with nothing.</summary>
    public static IElement? Remove(IDocument document, CancellationToken cancellationToken)
    {
        if (document.Body is not { } body)
        {
            return null;
        }

        RemoveAll(body.QuerySelectorAll(Never), static _ => true, cancellationToken);
        RemoveAll(body.QuerySelectorAll("[style]"), static element => HiddenStyle().IsMatch(element.GetAttribute("style") ?? ""), cancellationToken);
        RemoveAll(body.QuerySelectorAll("header, footer"), static element => IsOfThePage(element), cancellationToken);

        // Names give away boilerplate, but a wrapper around everything may be called "has-sidebar" as well.
        var pageText = TextLength(body);
        RemoveAll(
            body.QuerySelectorAll("div, section, ul, ol, p, span, table, a, form"),
            element => HasBoilerplateName(element) && element.QuerySelector("main, article, h1") is null && TextLength(element) < Math.Max(pageText / 2, 1),
            cancellationToken);

        var root = Main(body);
        if (root == body)
        {
            RemoveAll(body.QuerySelectorAll("div, section, ul, ol, table"), IsMenu, cancellationToken);
        }

        return root;
    }

    private static void RemoveAll(IEnumerable<IElement> elements, Func<IElement, bool> isBoilerplate, CancellationToken cancellationToken)
    {
        foreach (var element in elements.ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isBoilerplate(element))
            {
                element.Remove();
            }
        }
    }

    // An article's own header holds its title; the page's holds the site's name.
    private static bool IsOfThePage(IElement element) =>
        element.Closest("article, main, section") is null && (element.LocalName == "footer" || element.QuerySelector("h1") is null);

    private static bool HasBoilerplateName(IElement element) =>
        BoilerplateName().IsMatch($" {element.ClassName} {element.Id} ".Replace('_', '-')) || element.GetAttribute("aria-label")?.Contains("cookie", StringComparison.OrdinalIgnoreCase) == true;

    private static IElement Main(IElement body)
    {
        var whole = TextLength(body);
        var candidates = body.QuerySelectorAll("main, [role='main'], article").Select(element => (Element: element, Length: TextLength(element))).ToList();

        // Of several articles none is the page; what holds them all is.
        var main = candidates.OrderByDescending(candidate => candidate.Length).FirstOrDefault();
        return main.Element is not null && main.Length >= whole * MainShare && (main.Element.LocalName != "article" || candidates.Count(candidate => candidate.Element.LocalName == "article") == 1)
            ? main.Element
            : body;
    }

    private static bool IsMenu(IElement element)
    {
        var links = element.QuerySelectorAll("a[href]");
        if (links.Length < MenuLinks || element.QuerySelector("h1, h2, pre, blockquote") is not null)
        {
            return false;
        }

        var text = TextLength(element);
        var linked = links.Sum(TextLength);
        return linked >= text * MenuLinkShare && text - linked < MenuPlainText;
    }

    // Characters that are not white space.
    private static int TextLength(IElement element) => element.TextContent.Count(character => !char.IsWhiteSpace(character));

    [GeneratedRegex(
        "[ -](?:cookies?|consent|gdpr|adverts?|advertisement|advertising|ads?|adsense|sponsored|promo|promotion|sidebar|breadcrumbs?|navbar|navigation|nav|menu|" +
        "social|sharing|share|newsletter|subscribe|subscription|popup|modal|overlay|related|recommended|skip-link|skiplink|toolbar|paywall|site-header|site-footer|page-footer|footer)(?=[ -])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BoilerplateName();

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HiddenStyle();
}
