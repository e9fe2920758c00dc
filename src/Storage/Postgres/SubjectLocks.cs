using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// The names that a transaction has to itself until its commit. Their locks are taken before its statements, each of which then sees what
/// the transaction before it committed, and in one order for all, so that no two transactions wait for each other.
/// </summary>
internal sealed class SubjectLocks
{
    // Names share so many locks: a server has room for a few thousand, and who shares one only waits a little longer.
    private const int Locks = 1024;

    // "subjects" in ASCII.
    private const long FirstKey = 0x7375626a65637473;

    private const string Take = "SELECT pg_advisory_xact_lock(key) FROM unnest($1) AS key";

    private readonly SortedSet<long> _keys = [];

    public void Add(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        _keys.Add(FirstKey + (BitConverter.ToUInt32(hash) % Locks));
    }

    /// <summary>Has the batch take the locks before anything else.</summary>
    public void PutBefore(NpgsqlBatch batch)
    {
        if (_keys.Count == 0)
        {
            return;
        }

        batch.BatchCommands.Insert(0, new NpgsqlBatchCommand(Take)
        {
            Parameters = { new NpgsqlParameter { Value = _keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint } },
        });
        _keys.Clear();
    }
}
