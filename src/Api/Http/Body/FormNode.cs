using System.Globalization;
using System.Text.Json;

namespace FencyGrid.Api.Http.Body;

/// <summary>A place in a form's tree: a value, an array of values, or named children.</summary>
internal sealed class FormNode
{
    private const int MaxDepth = 32;

    private readonly OrderedDictionary<string, FormNode> _children = [];
    private readonly List<string> _items = [];
    private string? _value;

    /// <param name="key">Bracket notation, such as <c>metadata[roles][]</c>.</param>
    public void Add(string key, string value)
    {
        var node = this;
        foreach (var part in Parts(key))
        {
            if (part.Length == 0)
            {
                node._items.Add(value);
                node.RequireOneKind(key);
                return;
            }

            if (!node._children.TryGetValue(part, out var child))
            {
                child = new FormNode();
                node._children.Add(part, child);
                node.RequireOneKind(key);
            }

            node = child;
        }

        if (node._value is not null)
        {
            throw FormBody.Refused($"The form has '{GivenValue.Shortened(key)}' twice. An array is written '{GivenValue.Shortened(key)}[]'.");
        }

        node._value = value;
        node.RequireOneKind(key);
    }

    public void WriteObject(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, child) in _children)
        {
            writer.WritePropertyName(name);
            child.Write(writer);
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer)
    {
        if (_value is not null)
        {
            writer.WriteStringValue(_value);
        }
        else if (_items.Count > 0 || IsNumbered())
        {
            writer.WriteStartArray();
            _items.ForEach(writer.WriteStringValue);
            foreach (var child in _children.Values)
            {
                child.Write(writer);
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteObject(writer);
        }
    }

    /// <summary>Children named 0, 1, 2 … in this order are an array's elements.</summary>
    private bool IsNumbered()
    {
        for (var i = 0; i < _children.Count; i++)
        {
            if (_children.GetAt(i).Key != i.ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }
        }

        return _children.Count > 0;
    }

    private void RequireOneKind(string key)
    {
        var kinds = (_value is null ? 0 : 1) + (_items.Count == 0 ? 0 : 1) + (_children.Count == 0 ? 0 : 1);
        if (kinds > 1)
        {
            throw FormBody.Refused($"The form's '{GivenValue.Shortened(key)}' contradicts another of its fields: a value, an array and an object cannot share one name.");
        }
    }

    private static List<string> Parts(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return [key];
        }

        var parts = new List<string> { key[..open] };
        while (open < key.Length)
        {
            var close = key[open] == '[' ? key.IndexOf(']', open) : -1;
            var isItem = close == open + 1;
            if (close < 0 || open == 0 || (isItem && close != key.Length - 1) || parts.Count == MaxDepth)
            {
                throw FormBody.Refused($"The form's field name '{GivenValue.Shortened(key)}' is not in bracket notation, such as a[b], a[] or a[0][b].");
            }

            parts.Add(key[(open + 1)..close]);
            open = close + 1;
        }

        return parts;
    }
}
