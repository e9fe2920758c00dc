namespace FencyGrid.Storage.Mapping;

/// <summary>Takes the values of a row, or of a statement's parameters, by their position; null stands for NULL.</summary>
internal interface IValueSink
{
    void Text(int position, string? value);

    void Integer(int position, long? value);

    void Real(int position, double? value);

    void Boolean(int position, bool? value);

    void Bytes(int position, byte[]? value);
}
