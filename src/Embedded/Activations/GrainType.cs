using System.Collections.Concurrent;
using System.Collections.Frozen;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Calls;
using FencyGrid.Embedded.Calls;
using FencyGrid.Grains.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Embedded.Activations;

/// <summary>A grain interface with the class behind it, and the mailboxes of those of its grains that are in memory.</summary>
internal sealed class GrainType
{
    private readonly ConcurrentDictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);
    private readonly ObjectFactory _factory;
    private readonly Func<string, Mailbox> _newMailbox;
    private readonly GrainReference<GrainKey> _prototype;
    private readonly FrozenDictionary<string, GrainMethod> _methodsByName;

    public GrainType(EmbeddedGrid grid, GrainRegistration registration)
    {
        Grid = grid;
        Interface = registration.Interface;
        var methods = GrainSignature.AllOf(registration.Interface).ToDictionary(signature => signature.Method, signature => GrainMethod.Of(this, signature));
        _methodsByName = methods.Values.DistinctBy(method => method.Name).ToFrozenDictionary(method => method.Name, StringComparer.Ordinal);
        _prototype = GrainReference<GrainKey>.Prototype(
            registration.Interface, methods.ToFrozenDictionary(entry => entry.Key, entry => new SendGrainCall<GrainKey>(entry.Value.Send)));
        _factory = ActivatorUtilities.CreateFactory(registration.Class, [typeof(GrainContext)]);
        _newMailbox = key => new Mailbox(this, GrainKey.Parse(key));
    }

    public EmbeddedGrid Grid { get; }

    public Type Interface { get; }

    public string Name => Interface.Name;

    public IEnumerable<Mailbox> Mailboxes => _mailboxes.Select(entry => entry.Value);

    /// <exception cref="InvalidOperationException">The interface has no such method, as where the caller is of another version.</exception>
    public GrainMethod MethodNamed(string name) => _methodsByName.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"{Name} has no method {name} in this version of the server.");

    public object Reference(GrainKey key) => _prototype.For(key);

    public Mailbox MailboxOf(GrainKey key) => _mailboxes.GetOrAdd(key.Value, _newMailbox);

    public Mailbox? FindMailbox(string key) => _mailboxes.GetValueOrDefault(key);

    public void Remove(Mailbox mailbox)
    {
        if (_mailboxes.TryRemove(KeyValuePair.Create(mailbox.Key.Value, mailbox)))
        {
            Grid.Host?.Released(Interface, mailbox.Key);
        }
    }

    public Grain Create(GrainKey key) => (Grain)_factory(Grid.Services, [new GrainContext(key)]);
}
