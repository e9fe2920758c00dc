using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Client;

/// <summary>
/// Calls the grains of a cluster from another service, past the REST front end: no key is asked for, so it is for services that the cluster
/// trusts. Each call is a turn of its grain. Refusals arrive as <see cref="GridException"/>s.
/// </summary>
public sealed class FencyGridClient(IGrid grid)
{
    /// <summary>Any grain of the cluster.</summary>
    public IGrid Grid => grid;

    /// <summary>The memory of that id.</summary>
    public IMemoryGrain Memory(string organizationId, string memoryId) => grid.Get<IMemoryGrain>(GrainKey.Of(organizationId, memoryId));

    /// <summary>Creates a memory under a new id.</summary>
    /// <exception cref="InvalidRequestException">The metadata does not fit the memory type, or a limit is passed.</exception>
    /// <exception cref="NotFoundException">The memory type does not exist.</exception>
    public Task<Memory> CreateMemoryAsync(string organizationId, NewMemory memory, CancellationToken cancellationToken = default) =>
        Memory(organizationId, Ids.New(Ids.Memory)).CreateAsync(memory, cancellationToken);

    /// <summary>The memory type of that id.</summary>
    public IMemoryTypeGrain MemoryType(string organizationId, string memoryTypeId) => grid.Get<IMemoryTypeGrain>(GrainKey.Of(organizationId, memoryTypeId));

    /// <summary>Creates a memory type under a new id.</summary>
    public Task<MemoryType> CreateMemoryTypeAsync(string organizationId, NewMemoryType type, CancellationToken cancellationToken = default) =>
        MemoryType(organizationId, Ids.New(Ids.MemoryType)).CreateAsync(type, cancellationToken);

    /// <summary>What an agent remembers of a user.</summary>
    public IMemoryTreeGrain Tree(string organizationId, TreeAddress address) => grid.Get<IMemoryTreeGrain>(address.ToKey(organizationId));

    /// <summary>The task of that id.</summary>
    public IAgentTaskGrain AgentTask(string organizationId, string taskId) => grid.Get<IAgentTaskGrain>(GrainKey.Of(organizationId, taskId));

    /// <summary>Creates a task under a new id, and has it run. Its result is in the task once it has one.</summary>
    public Task<AgentTask> CreateAgentTaskAsync(string organizationId, NewAgentTask task, CancellationToken cancellationToken = default) =>
        AgentTask(organizationId, Ids.New(Ids.AgentTask)).CreateAsync(task, cancellationToken);
}
