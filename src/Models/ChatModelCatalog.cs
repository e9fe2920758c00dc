using System.Collections.Concurrent;
using FencyGrid.Contracts;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.Options;

namespace FencyGrid.Models;

/// <inheritdoc cref="IChatModels"/>
internal sealed class ChatModelCatalog(IOptions<ChatModelOptions> options, TimeProvider time) : IChatModels
{
    public const string DefaultEntry = "default";

    private readonly Dictionary<string, ModelOptions> _entries = options.Value.Entries;
    private readonly ConcurrentDictionary<(string Entry, string Model), ChatModel> _models = new();

    public ChatModel? Resolve(string? name)
    {
        if (name is not null && !ModelNames.Known.Contains(name) && EntryOf(name) is null or DefaultEntry)
        {
            throw new InvalidRequestException(
                $"'model' is '{Shortened(name)}', which this server does not know. It knows {string.Join(", ", ModelNames.Known.Concat(Own()).Distinct())}; " +
                $"an entry {IChatModels.Setting}:{{name}} adds another.");
        }

        if (_entries.Count == 0)
        {
            return null;
        }

        var entry = name is null ? DefaultFor() : EntryOf(name);
        if (entry is null)
        {
            throw new InvalidRequestException(
                $"No configured model serves '{Shortened(name ?? DefaultEntry)}'. Add {IChatModels.Setting}:{(name is null ? DefaultEntry : ModelNames.ProviderOf(name))} " +
                $"or {IChatModels.Setting}:{DefaultEntry}; there is {string.Join(", ", _entries.Keys)}.");
        }

        // An entry without a model name of its own is asked for the name's last part; a default one cannot be, without a name.
        var model = _entries[entry].Model ?? ModelNames.ModelOf(name ?? entry);
        return _models.GetOrAdd((entry, model), Create);
    }

    private string? DefaultFor() => _entries.ContainsKey(DefaultEntry) ? DefaultEntry : _entries.Count == 1 ? _entries.Keys.Single() : null;

    private string? EntryOf(string name) => new[] { name, ModelNames.ProviderOf(name), DefaultEntry }.FirstOrDefault(_entries.ContainsKey);

    private IEnumerable<string> Own() => _entries.Keys.Where(key => key != DefaultEntry).Select(key => key.Contains('/', StringComparison.Ordinal) ? key : $"{key}/…");

    private ChatModel Create((string Entry, string Model) key)
    {
        var entry = _entries[key.Entry];
        var endpoint = new ModelEndpoint(
            $"{IChatModels.Setting}:{key.Entry}", new Uri(entry.Endpoint!), entry.ApiKey, entry.Timeout, entry.MaxRetries, entry.MaxRetryAfter);
        return new ChatModel(key.Entry, entry.MaxConcurrency, new OpenAiChatClient(endpoint, key.Model, time));
    }

    private static string Shortened(string name) => name.Length <= 100 ? name : $"{name.AsSpan(0, 100)}…";
}
