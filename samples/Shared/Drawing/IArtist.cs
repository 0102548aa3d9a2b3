namespace Shared.Drawing;

/// <summary>Draws one image after another. Keeps its buffers, so one artist serves one thread.</summary>
public interface IArtist
{
    /// <summary>Draws what <paramref name="dice"/> say into <paramref name="pixels"/>, row after row, channels innermost.</summary>
    /// <returns>The class of what is shown.</returns>
    int Draw(Dice dice, Span<byte> pixels);
}
