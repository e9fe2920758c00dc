using System.Data.Common;

namespace FencyGrid.Storage.Mapping;

/// <summary>Reads one value of each kind that a column can hold; called by the compiled row readers.</summary>
internal static class ColumnReader
{
    public static string Text(DbDataReader reader, int ordinal) => reader.GetString(ordinal);

    public static long Long(DbDataReader reader, int ordinal) => reader.GetInt64(ordinal);

    public static int Integer(DbDataReader reader, int ordinal) => reader.GetInt32(ordinal);

    public static double Real(DbDataReader reader, int ordinal) => reader.GetDouble(ordinal);

    public static bool Boolean(DbDataReader reader, int ordinal) => reader.GetBoolean(ordinal);

    public static byte[] Bytes(DbDataReader reader, int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    public static DateTimeOffset Time(DbDataReader reader, int ordinal) => Timestamp.Read(reader.GetInt64(ordinal));

    public static TEnum Enum<TEnum>(DbDataReader reader, int ordinal)
        where TEnum : struct, Enum => EnumText<TEnum>.Read(reader.GetString(ordinal));
}
